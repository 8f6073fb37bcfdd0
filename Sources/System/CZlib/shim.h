#ifndef TESSERA_CZLIB_SHIM_H
#define TESSERA_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro, which Swift cannot call. 15 is the largest window; 16 asks for a gzip header and its CRC.
static inline int tessera_gunzip_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

#endif
