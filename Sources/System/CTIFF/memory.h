// A file in memory for libtiff.

#ifndef TESSERA_CTIFF_MEMORY_H
#define TESSERA_CTIFF_MEMORY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <tiffio.h>

typedef struct {
    /// Written files grow `out`; read ones have `bytes`.
    const uint8_t *bytes;
    uint8_t *out;
    uint64_t count, room, position;
    bool is_out_of_memory;
    char *message;
    size_t capacity;
} memory_file;

/// Opens the file for "r" or "w"; NULL where libtiff refuses it.
TIFF *memory_open(memory_file *file, const char *mode);

#endif
