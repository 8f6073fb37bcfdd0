#include "CHEIF.h"

#include <libheif/heif.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// The largest side that is read.
enum { MOST_SIDE = 32768 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) {
    heif_init(NULL);
}

static int fail(struct heif_error error, char *message, size_t capacity) {
    snprintf(message, capacity, "%s", error.message != NULL ? error.message : "");
    switch (error.code) {
    case heif_error_Memory_allocation_error:
        return error.subcode == heif_suberror_Security_limit_exceeded ? CHEIF_TOO_LARGE : CHEIF_NO_MEMORY;
    case heif_error_Unsupported_feature:
    case heif_error_Unsupported_filetype: return CHEIF_UNSUPPORTED;
    default: return error.subcode == heif_suberror_End_of_data ? CHEIF_TRUNCATED : CHEIF_CORRUPT;
    }
}

static void copy_profile(const struct heif_image_handle *handle, cheif_picture *p) {
    size_t count = heif_image_handle_get_raw_color_profile_size(handle);
    if (count > 0 && (p->profile = malloc(count)) != NULL) {
        if (heif_image_handle_get_raw_color_profile(handle, p->profile).code == heif_error_Ok) {
            p->profile_count = count;
        } else {
            free(p->profile);
            p->profile = NULL;
        }
    }
    struct heif_color_profile_nclx *nclx = NULL;
    if (heif_image_handle_get_nclx_color_profile(handle, &nclx).code != heif_error_Ok || nclx == NULL) return;
    p->is_high_dynamic_range = nclx->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_2100_0_PQ
        || nclx->transfer_characteristics == heif_transfer_characteristic_ITU_R_BT_2100_0_HLG;
    bool is_srgb = nclx->color_primaries == heif_color_primaries_ITU_R_BT_709_5
        || nclx->color_primaries == heif_color_primaries_unspecified;
    if (p->profile == NULL && !is_srgb && nclx->color_primary_white_y > 0) {
        p->has_chromaticities = true;
        double c[] = {nclx->color_primary_white_x, nclx->color_primary_white_y, nclx->color_primary_red_x, nclx->color_primary_red_y,
                      nclx->color_primary_green_x, nclx->color_primary_green_y, nclx->color_primary_blue_x, nclx->color_primary_blue_y};
        memcpy(p->chromaticities, c, sizeof c);
    }
    heif_nclx_color_profile_free(nclx);
}

static void copy_metadata(const struct heif_image_handle *handle, cheif_picture *p) {
    heif_item_id blocks[16];
    int found = heif_image_handle_get_list_of_metadata_block_IDs(handle, NULL, blocks, 16);
    for (int i = 0; i < found; i++) {
        const char *type = heif_image_handle_get_metadata_type(handle, blocks[i]);
        const char *content = heif_image_handle_get_metadata_content_type(handle, blocks[i]);
        bool is_exif = type != NULL && strcmp(type, "Exif") == 0;
        bool is_xmp = content != NULL && strcmp(content, "application/rdf+xml") == 0;
        size_t count = heif_image_handle_get_metadata_size(handle, blocks[i]);
        uint8_t **out = is_exif ? &p->exif : &p->xmp;
        if ((!is_exif && !is_xmp) || *out != NULL || count == 0 || count > 64 << 20) continue;
        uint8_t *block = malloc(count);
        if (block == NULL || heif_image_handle_get_metadata(handle, blocks[i], block).code != heif_error_Ok) {
            free(block);
            continue;
        }
        *out = block;
        *(is_exif ? &p->exif_count : &p->xmp_count) = count;
    }
}

static int copy_pixels(const struct heif_image *image, cheif_picture *p) {
    int stride = 0;
    const uint8_t *plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    int width = heif_image_get_width(image, heif_channel_interleaved), height = heif_image_get_height(image, heif_channel_interleaved);
    if (plane == NULL || width <= 0 || height <= 0) return CHEIF_CORRUPT;
    p->width = (uint32_t)width;
    p->height = (uint32_t)height;
    size_t row_bytes = (size_t)width * (size_t)p->channels;
    if (stride < 0 || (size_t)stride < row_bytes) return CHEIF_CORRUPT;
    p->pixels = malloc(row_bytes * (size_t)height);
    if (p->pixels == NULL) return CHEIF_NO_MEMORY;
    for (int y = 0; y < height; y++) memcpy(p->pixels + (size_t)y * row_bytes, plane + (size_t)y * (size_t)stride, row_bytes);
    return CHEIF_OK;
}

static int read_primary(struct heif_context *context, cheif_picture *p, char *message, size_t capacity) {
    struct heif_image_handle *handle = NULL;
    struct heif_error error = heif_context_get_primary_image_handle(context, &handle);
    if (error.code != heif_error_Ok) return fail(error, message, capacity);
    p->width = (uint32_t)heif_image_handle_get_width(handle);
    p->height = (uint32_t)heif_image_handle_get_height(handle);
    p->stored_depth = heif_image_handle_get_luma_bits_per_pixel(handle);
    p->channels = heif_image_handle_has_alpha_channel(handle) ? 4 : 3;
    int code = CHEIF_TOO_LARGE;
    if ((uint64_t)p->width * p->height <= (uint64_t)1 << 28) {
        copy_profile(handle, p);
        copy_metadata(handle, p);
        struct heif_decoding_options *options = heif_decoding_options_alloc();
        if (options != NULL) options->convert_hdr_to_8bit = 1;
        struct heif_image *image = NULL;
        error = heif_decode_image(handle, &image, heif_colorspace_RGB,
                                  p->channels == 4 ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options);
        code = error.code != heif_error_Ok ? fail(error, message, capacity) : copy_pixels(image, p);
        if (image != NULL) heif_image_release(image);
        heif_decoding_options_free(options);
    }
    heif_image_handle_release(handle);
    return code;
}

int cheif_read(const uint8_t *bytes, size_t count, cheif_picture *picture, char *message, size_t capacity) {
    memset(picture, 0, sizeof *picture);
    message[0] = 0;
    pthread_once(&once, start);
    struct heif_context *context = heif_context_alloc();
    if (context == NULL) return CHEIF_NO_MEMORY;
    heif_context_set_maximum_image_size_limit(context, MOST_SIDE);
    heif_context_set_max_decoding_threads(context, 0);
    struct heif_error error = heif_context_read_from_memory_without_copy(context, bytes, count, NULL);
    int code = error.code != heif_error_Ok ? fail(error, message, capacity) : read_primary(context, picture, message, capacity);
    picture->has_more = code == CHEIF_OK && heif_context_get_number_of_top_level_images(context) > 1;
    heif_context_free(context);
    return code;
}

void cheif_free(cheif_picture *picture) {
    free(picture->pixels);
    free(picture->profile);
    free(picture->exif);
    free(picture->xmp);
    memset(picture, 0, sizeof *picture);
}
