// The one door to giflib. No state is shared, so any thread may call at any time.

#ifndef TESSERA_CGIF_H
#define TESSERA_CGIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CGIF_OK = 0, CGIF_TRUNCATED, CGIF_CORRUPT, CGIF_TOO_LARGE, CGIF_NO_MEMORY };

/// The first image on its canvas: RGB (3 channels), or RGBA (4) where it does not cover the canvas or has a transparent colour.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    bool has_more;
} cgif_picture;

/// Reads the first image of a GIF from memory; `picture` is valid for cgif_free whatever is returned.
int cgif_read(const uint8_t *bytes, size_t count, cgif_picture *picture, char *message, size_t capacity);
void cgif_free(cgif_picture *picture);

#endif
