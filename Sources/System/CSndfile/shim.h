#ifndef TESSERA_CSNDFILE_H
#define TESSERA_CSNDFILE_H

#include <sndfile.h>

#endif
