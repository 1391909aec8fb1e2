package registry

// tempPattern names the temporary files of the registry in the data folder.
const tempPattern = ".writing-*"
const adoptCursor = "adopt"
