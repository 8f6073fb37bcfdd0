// libzip, see Sources/Engine/Datasets/Archive.
#ifndef TESSERA_CZIP_H
#define TESSERA_CZIP_H

#include <zip.h>

#endif
