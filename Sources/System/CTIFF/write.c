#include "CTIFF.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static void set_tags(TIFF *tiff, const ctiff_source *s) {
    bool has_alpha = s->channels % 2 == 0;
    uint16_t kind = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, s->width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, s->height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, s->depth);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, s->channels);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, s->channels < 3 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (has_alpha) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    bool deflates = TIFFIsCODECConfigured(COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, deflates ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_LZW);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
    if (s->profile != NULL) TIFFSetField(tiff, TIFFTAG_ICCPROFILE, (uint32_t)s->profile_count, s->profile);
    if (s->xmp != NULL) TIFFSetField(tiff, TIFFTAG_XMLPACKET, (uint32_t)s->xmp_count, s->xmp);
    if (s->description != NULL) TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, s->description);
    if (s->density_unit == RESUNIT_INCH || s->density_unit == RESUNIT_CENTIMETER) {
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, s->density_unit);
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, s->density_x);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, s->density_y);
    }
}

int ctiff_write(const ctiff_source *s, uint8_t **out, size_t *out_count, char *message, size_t capacity) {
    message[0] = 0;
    *out = NULL;
    *out_count = 0;
    memory_file file = {.message = message, .capacity = capacity};
    size_t row_bytes = (size_t)s->width * (size_t)s->channels * (size_t)(s->depth / 8);
    // The predictor works in the buffer that it is given.
    uint8_t *row = malloc(row_bytes);
    TIFF *tiff = row != NULL ? memory_open(&file, "w") : NULL;
    if (tiff == NULL) {
        free(row);
        return CTIFF_NO_MEMORY;
    }
    set_tags(tiff, s);
    bool whole = true;
    for (uint32_t y = 0; whole && y < s->height; y++) {
        memcpy(row, (const uint8_t *)s->samples + y * row_bytes, row_bytes);
        whole = TIFFWriteScanline(tiff, row, y, 0) == 1;
    }
    whole = whole && TIFFFlush(tiff) == 1;
    TIFFClose(tiff);
    free(row);
    if (!whole || file.is_out_of_memory || file.message[0] != 0) {
        free(file.out);
        return file.is_out_of_memory ? CTIFF_NO_MEMORY : CTIFF_CORRUPT;
    }
    *out = file.out;
    *out_count = file.count;
    return CTIFF_OK;
}
