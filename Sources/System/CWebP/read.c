#include "CWebP.h"

#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

/// The most bytes of one piece of metadata.
enum { MOST_METADATA = 64 << 20 };

static void copy_chunk(const WebPDemuxer *file, const char *name, uint8_t **out, size_t *out_count) {
    WebPChunkIterator chunk;
    if (!WebPDemuxGetChunk(file, name, 1, &chunk)) return;
    if (chunk.chunk.size > 0 && chunk.chunk.size <= MOST_METADATA && (*out = malloc(chunk.chunk.size)) != NULL) {
        memcpy(*out, chunk.chunk.bytes, chunk.chunk.size);
        *out_count = chunk.chunk.size;
    }
    WebPDemuxReleaseChunkIterator(&chunk);
}

static int code_of(VP8StatusCode status) {
    switch (status) {
    case VP8_STATUS_OK: return CWEBP_OK;
    case VP8_STATUS_OUT_OF_MEMORY: return CWEBP_NO_MEMORY;
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return CWEBP_TRUNCATED;
    default: return CWEBP_CORRUPT;
    }
}

/// The first image of an animation, drawn on its canvas.
static int read_animation(const WebPData *data, cwebp_picture *p) {
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(data, &options);
    uint8_t *frame = NULL;
    int time = 0, code = CWEBP_CORRUPT;
    if (decoder != NULL && WebPAnimDecoderGetNext(decoder, &frame, &time)) {
        size_t size = (size_t)p->width * p->height * 4;
        p->channels = 4;
        p->pixels = malloc(size);
        if (p->pixels != NULL) memcpy(p->pixels, frame, size);
        code = p->pixels != NULL ? CWEBP_OK : CWEBP_NO_MEMORY;
    }
    WebPAnimDecoderDelete(decoder);
    return code;
}

static int read_still(const uint8_t *bytes, size_t count, const WebPBitstreamFeatures *features, cwebp_picture *p) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return CWEBP_CORRUPT;
    p->channels = features->has_alpha ? 4 : 3;
    p->is_lossless = features->format == 2;
    size_t row_bytes = (size_t)p->width * (size_t)p->channels, size = row_bytes * p->height;
    p->pixels = malloc(size);
    if (p->pixels == NULL) return CWEBP_NO_MEMORY;
    config.output.colorspace = features->has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.u.RGBA.rgba = p->pixels;
    config.output.u.RGBA.stride = (int)row_bytes;
    config.output.u.RGBA.size = size;
    config.output.is_external_memory = 1;
    return code_of(WebPDecode(bytes, count, &config));
}

int cwebp_read(const uint8_t *bytes, size_t count, cwebp_picture *picture) {
    memset(picture, 0, sizeof *picture);
    WebPBitstreamFeatures features;
    int code = code_of(WebPGetFeatures(bytes, count, &features));
    if (code != CWEBP_OK) return code;
    picture->width = (uint32_t)features.width;
    picture->height = (uint32_t)features.height;
    picture->is_animated = features.has_animation != 0;
    if ((uint64_t)picture->width * picture->height > (uint64_t)1 << 28) return CWEBP_TOO_LARGE;
    WebPData data = {bytes, count};
    WebPDemuxState state;
    WebPDemuxer *file = WebPDemuxPartial(&data, &state);
    if (file == NULL) return CWEBP_CORRUPT;
    if (state == WEBP_DEMUX_PARSING_HEADER || state == WEBP_DEMUX_PARSED_HEADER) {
        WebPDemuxDelete(file);
        return CWEBP_TRUNCATED;
    }
    copy_chunk(file, "ICCP", &picture->profile, &picture->profile_count);
    copy_chunk(file, "EXIF", &picture->exif, &picture->exif_count);
    copy_chunk(file, "XMP ", &picture->xmp, &picture->xmp_count);
    WebPDemuxDelete(file);
    return picture->is_animated ? read_animation(&data, picture) : read_still(bytes, count, &features, picture);
}

void cwebp_free(cwebp_picture *picture) {
    free(picture->pixels);
    free(picture->profile);
    free(picture->exif);
    free(picture->xmp);
    memset(picture, 0, sizeof *picture);
}
