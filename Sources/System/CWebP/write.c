#include "CWebP.h"

#include <stdlib.h>
#include <string.h>

#include <webp/encode.h>
#include <webp/mux.h>

/// Adds a piece of metadata; false where it does not fit.
static bool add(WebPMux *mux, const char *name, const uint8_t *bytes, size_t count) {
    if (bytes == NULL) return true;
    WebPData data = {bytes, count};
    return WebPMuxSetChunk(mux, name, &data, 0) == WEBP_MUX_OK;
}

static int assemble(const cwebp_source *s, const WebPMemoryWriter *encoded, uint8_t **out, size_t *out_count) {
    WebPData image = {encoded->mem, encoded->size}, file = {NULL, 0};
    WebPMux *mux = WebPMuxCreate(&image, 0);
    bool made = mux != NULL && add(mux, "ICCP", s->profile, s->profile_count) && add(mux, "EXIF", s->exif, s->exif_count)
        && add(mux, "XMP ", s->xmp, s->xmp_count) && WebPMuxAssemble(mux, &file) == WEBP_MUX_OK;
    WebPMuxDelete(mux);
    // The caller frees with free(), libwebp may have an allocator of its own.
    if (made && (*out = malloc(file.size)) != NULL) {
        memcpy(*out, file.bytes, file.size);
        *out_count = file.size;
    }
    WebPDataClear(&file);
    return !made ? CWEBP_CORRUPT : *out == NULL ? CWEBP_NO_MEMORY : CWEBP_OK;
}

int cwebp_write(const cwebp_source *s, uint8_t **out, size_t *out_count) {
    *out = NULL;
    *out_count = 0;
    WebPConfig config;
    WebPPicture picture;
    WebPMemoryWriter writer;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) return CWEBP_CORRUPT;
    if (s->quality == 0) {
        config.lossless = 1;
        config.quality = 60;
        // The colours of transparent pixels stay as they are.
        config.exact = 1;
    } else {
        config.quality = (float)s->quality;
        config.method = 5;
        config.exact = 1;
    }
    picture.use_argb = s->quality == 0;
    picture.width = (int)s->width;
    picture.height = (int)s->height;
    WebPMemoryWriterInit(&writer);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    int stride = (int)s->width * s->channels;
    int imported = s->channels == 4 ? WebPPictureImportRGBA(&picture, s->pixels, stride)
                                    : WebPPictureImportRGB(&picture, s->pixels, stride);
    int code = CWEBP_NO_MEMORY;
    if (imported && WebPEncode(&config, &picture)) {
        code = assemble(s, &writer, out, out_count);
    } else if (imported && picture.error_code != VP8_ENC_ERROR_OUT_OF_MEMORY
               && picture.error_code != VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY) {
        code = picture.error_code == VP8_ENC_ERROR_BAD_DIMENSION ? CWEBP_TOO_LARGE : CWEBP_CORRUPT;
    }
    WebPPictureFree(&picture);
    WebPMemoryWriterClear(&writer);
    return code;
}
