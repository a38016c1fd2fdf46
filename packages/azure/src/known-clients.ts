/** The client id of Visual Studio Code, which the template lets in. */
export const visualStudioCode = 'aebc6443-996d-45c2-90f0-388ff96faa56';

/** The Azure CLI's, with which azd signs in too. */
export const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
