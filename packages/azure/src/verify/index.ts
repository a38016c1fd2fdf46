export { createVerifyCommand, verifyCommand, type VerifyParts } from './verify-command.ts';
export { verifyDeployment, type VerifyOptions } from './verify-deployment.ts';
