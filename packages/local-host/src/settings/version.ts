/** The version of the Functions host that the local host speaks as: the one that Core Tools 4.14 carries. */
export const hostVersion = '4.1052.200.0';
