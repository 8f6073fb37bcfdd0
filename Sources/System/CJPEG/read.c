#include "CJPEG.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/// One reading. It lives outside the frame that calls setjmp, so that its fields are certain after a jump.
typedef struct {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf back;
    bool partial;
    uint8_t end[2];     // an end marker, where the data has none
    uint32_t rows_read; // rows of the first scan when the data ended
    bool ended;
    cjpeg_picture *picture;
    int code;
    char *message;
    size_t capacity;
} reader;

enum { END_OF_IMAGE = 0xD9 };
/// Real progressive files have about ten scans; each runs over the whole picture, so that thousands are a bomb.
enum { MOST_SCANS = 500 };
static const uint64_t MOST_SCANNED_PIXELS = (uint64_t)16 * CJPEG_MOST_PIXELS;

_Noreturn static void leave(reader *r, int code) {
    char words[JMSG_LENGTH_MAX];
    r->errors.format_message((j_common_ptr)&r->jpeg, words);
    snprintf(r->message, r->capacity, "%s", words);
    r->code = code;
    longjmp(r->back, 1);
}

_Noreturn static void leave_saying(reader *r, int code, const char *words) {
    snprintf(r->message, r->capacity, "%s", words);
    r->code = code;
    longjmp(r->back, 1);
}

static void fail(j_common_ptr common) {
    reader *r = common->client_data;
    switch (common->err->msg_code) {
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL: leave(r, CJPEG_UNSUPPORTED);
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE: leave(r, CJPEG_NO_MEMORY);
    default: leave(r, CJPEG_CORRUPT);
    }
}

/// libjpeg's warnings: those that mean damaged pixels end the reading, the others are let pass.
static void warn(j_common_ptr common, int level) {
    if (level >= 0) return;
    reader *r = common->client_data;
    switch (common->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_JPEG_EOF:
        // What libjpeg says about its own filling up is no news.
        if (r->ended) return;
        leave(r, CJPEG_CORRUPT);
    case JWRN_EXTRANEOUS_DATA:
        // Some cameras pad between headers and before the end, where nothing is lost; inside the scans it is damage.
        if (r->jpeg.input_scan_number > 0 && common->err->msg_parm.i[1] != END_OF_IMAGE) leave(r, CJPEG_CORRUPT);
    }
}

static void be_silent(j_common_ptr common) {
    (void)common;
}

static void watch(j_common_ptr common) {
    reader *r = common->client_data;
    uint64_t scans = (uint64_t)r->jpeg.input_scan_number;
    uint64_t pixels = (uint64_t)r->jpeg.image_width * r->jpeg.image_height;
    if (scans > MOST_SCANS || scans * pixels > MOST_SCANNED_PIXELS) {
        leave_saying(r, CJPEG_CORRUPT, "implausibly many progressive scans");
    }
}

static void start_source(j_decompress_ptr jpeg) {
    (void)jpeg;
}

/// The data has ended: an error, or with `partial` the end of the image, whose missing blocks libjpeg makes grey.
static boolean run_out(j_decompress_ptr jpeg) {
    reader *r = jpeg->client_data;
    if (!r->partial || r->picture->pixels == NULL) leave_saying(r, CJPEG_TRUNCATED, "it ends early");
    if (!r->ended) {
        r->ended = true;
        r->picture->lacks_scans = jpeg->input_scan_number > 1;
        r->rows_read = jpeg->input_scan_number > 1 ? jpeg->image_height
                                                   : jpeg->input_iMCU_row * (unsigned)jpeg->max_v_samp_factor * DCTSIZE;
        if (r->rows_read == 0) leave_saying(r, CJPEG_TRUNCATED, "it ends early");
    }
    r->end[0] = 0xFF;
    r->end[1] = END_OF_IMAGE;
    jpeg->src->next_input_byte = r->end;
    jpeg->src->bytes_in_buffer = 2;
    return TRUE;
}

static void skip(j_decompress_ptr jpeg, long count) {
    if (count <= 0) return;
    if ((size_t)count > jpeg->src->bytes_in_buffer) {
        run_out(jpeg);
        return;
    }
    jpeg->src->next_input_byte += count;
    jpeg->src->bytes_in_buffer -= (size_t)count;
}

static void choose_colors(reader *r) {
    switch (r->jpeg.jpeg_color_space) {
    case JCS_GRAYSCALE: r->jpeg.out_color_space = JCS_GRAYSCALE; r->picture->channels = 1; break;
    case JCS_RGB:
    case JCS_YCbCr: r->jpeg.out_color_space = JCS_RGB; r->picture->channels = 3; break;
    case JCS_CMYK:
    case JCS_YCCK: r->jpeg.out_color_space = JCS_CMYK; r->picture->channels = 4; break;
    default: leave_saying(r, CJPEG_UNSUPPORTED, "its colour components are neither grey, RGB nor CMYK");
    }
}

static void *claim(reader *r, size_t size) {
    void *memory = malloc(size);
    if (memory == NULL) leave_saying(r, CJPEG_NO_MEMORY, "out of memory");
    return memory;
}

/// The largest of the reductions that libjpeg does while decoding which leaves at least so many pixels.
static unsigned reduction(const cjpeg_picture *p, uint32_t least_width, uint32_t least_height) {
    unsigned factor = 8;
    while (factor > 1 && (p->width / factor < least_width || p->height / factor < least_height)) factor /= 2;
    return factor;
}

/// How the file is compressed, for one that is written like it.
static void copy_coding(reader *r) {
    j_decompress_ptr jpeg = &r->jpeg;
    cjpeg_picture *p = r->picture;
    p->is_progressive = jpeg->progressive_mode;
    if (jpeg->saw_JFIF_marker) {
        p->density_unit = jpeg->density_unit;
        p->density_x = jpeg->X_density;
        p->density_y = jpeg->Y_density;
    }
    if (jpeg->jpeg_color_space != JCS_GRAYSCALE && jpeg->jpeg_color_space != JCS_YCbCr) return;
    p->component_count = jpeg->num_components;
    for (int c = 0; c < jpeg->num_components; c++) {
        p->horizontal[c] = (uint8_t)jpeg->comp_info[c].h_samp_factor;
        p->vertical[c] = (uint8_t)jpeg->comp_info[c].v_samp_factor;
        p->table[c] = (uint8_t)jpeg->comp_info[c].quant_tbl_no;
    }
    for (int t = 0; t < 4; t++) {
        const JQUANT_TBL *table = jpeg->quant_tbl_ptrs[t];
        p->has_table[t] = table != NULL;
        for (int i = 0; table != NULL && i < 64; i++) p->tables[t][i] = table->quantval[i];
    }
}

/// Whether the image lacks a component, or a progressive one bits, that no scan brought.
static bool lacks_scans(j_decompress_ptr jpeg) {
    for (int c = 0; c < jpeg->num_components; c++) {
        if (jpeg->comp_info[c].quant_table == NULL) return true;
    }
    if (!jpeg->progressive_mode || jpeg->coef_bits == NULL) return false;
    for (int c = 0; c < jpeg->num_components; c++) {
        for (int k = 0; k < DCTSIZE2; k++) {
            if (jpeg->coef_bits[c][k] != 0) return true;
        }
    }
    return false;
}

static void read_all(reader *r, const uint8_t *bytes, size_t count, uint32_t least_width, uint32_t least_height) {
    j_decompress_ptr jpeg = &r->jpeg;
    if (setjmp(r->back)) return;
    jpeg_create_decompress(jpeg);
    jpeg->src = &r->source;
    r->source = (struct jpeg_source_mgr){
        .next_input_byte = bytes, .bytes_in_buffer = count, .init_source = start_source,
        .fill_input_buffer = run_out, .skip_input_data = skip, .resync_to_restart = jpeg_resync_to_restart,
        .term_source = start_source,
    };
    jpeg->progress = &r->progress;
    r->progress.progress_monitor = watch;
    // The coefficients of a progressive picture of the largest size: 2 bytes of each of 4 components.
    jpeg->mem->max_memory_to_use = 9L * CJPEG_MOST_PIXELS;
    jpeg_save_markers(jpeg, JPEG_APP0 + 2, 0xFFFF);

    jpeg_read_header(jpeg, TRUE);
    cjpeg_picture *p = r->picture;
    p->width = jpeg->image_width;
    p->height = jpeg->image_height;
    if ((uint64_t)p->width * p->height > CJPEG_MOST_PIXELS) leave_saying(r, CJPEG_TOO_LARGE, "too large");
    choose_colors(r);
    p->inverted = jpeg->saw_Adobe_marker;
    jpeg_read_icc_profile(jpeg, &p->profile, &p->profile_count);
    jpeg->scale_num = 1;
    jpeg->scale_denom = reduction(p, least_width, least_height);
    jpeg_calc_output_dimensions(jpeg);
    p->width = jpeg->output_width;
    p->height = jpeg->output_height;
    size_t row_bytes = (size_t)p->width * (size_t)p->channels;
    // Before the decompression starts, which reads all scans of a progressive image.
    p->pixels = claim(r, row_bytes * p->height);
    jpeg_start_decompress(jpeg);
    copy_coding(r);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = p->pixels + row_bytes * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    p->lacks_scans = p->lacks_scans || lacks_scans(jpeg);
    jpeg_finish_decompress(jpeg);
    if (!r->ended) return;
    p->ends_early = true;
    uint32_t scaled = r->rows_read / jpeg->scale_denom;
    p->missing = scaled < p->height ? p->height - scaled : 0;
}

int cjpeg_read(const uint8_t *bytes, size_t count, uint32_t least_width, uint32_t least_height, bool partial,
               cjpeg_picture *picture, char *message, size_t capacity) {
    memset(picture, 0, sizeof *picture);
    message[0] = 0;
    reader r;
    memset(&r, 0, sizeof r);
    r.partial = partial;
    r.picture = picture;
    r.message = message;
    r.capacity = capacity;
    r.jpeg.err = jpeg_std_error(&r.errors);
    r.jpeg.client_data = &r;
    r.errors.error_exit = fail;
    r.errors.emit_message = warn;
    r.errors.output_message = be_silent;
    read_all(&r, bytes, count, least_width, least_height);
    jpeg_destroy_decompress(&r.jpeg);
    return r.code;
}

void cjpeg_free(cjpeg_picture *picture) {
    free(picture->pixels);
    free(picture->profile);
    memset(picture, 0, sizeof *picture);
}
