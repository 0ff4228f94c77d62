#include "support.h"

#include <stdint.h>
#include <stdlib.h>

/* Tables are aligned here since Java is interpreted in commands that print them: 200 lines took it a
   millisecond. The rules are those of PlainColumns, which both are tested against. */

struct cell {
  size_t start; /* in the table's text */
  size_t length, blanks;
};

struct line {
  size_t first, count; /* of its cells */
};

struct table {
  jchar *text;
  size_t used, room;
  struct cell *cells;
  struct line *lines;
  size_t cell_count, line_count;
};

static size_t max(size_t a, size_t b) { return a > b ? a : b; }

/* How many characters there are, a pair of surrogates being one. */
static size_t characters(const jchar *text, size_t length) {
  size_t count = length;
  for (size_t i = 1; i < length; i++) {
    if ((text[i - 1] & 0xfc00) == 0xd800 && (text[i] & 0xfc00) == 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}

static bool make_room(struct table *table, size_t more) {
  if (table->used + more <= table->room) return true;
  size_t room = max(2 * table->room, table->used + more);
  jchar *text = realloc(table->text, room * sizeof(jchar));
  if (text == NULL) return false;
  table->text = text;
  table->room = room;
  return true;
}

/* Until the table is aligned, the blanks of a cell are its width. */
static bool add_cell(JNIEnv *env, struct table *table, jstring string) {
  size_t length = (size_t)(*env)->GetStringLength(env, string);
  if (!make_room(table, length)) return false;
  jchar *text = table->text + table->used;
  (*env)->GetStringRegion(env, string, 0, (jsize)length, text);
  table->cells[table->cell_count++] = (struct cell){table->used, length, characters(text, length)};
  table->used += length;
  return true;
}

static bool add_line(JNIEnv *env, struct table *table, jobjectArray words) {
  struct line *line = &table->lines[table->line_count++];
  *line = (struct line){table->cell_count, (size_t)(*env)->GetArrayLength(env, words)};
  struct cell *cells =
      realloc(table->cells, (table->cell_count + line->count + 1) * sizeof(struct cell));
  if (cells == NULL) return false;
  table->cells = cells;
  bool ok = true;
  for (size_t i = 0; i < line->count && ok; i++) {
    jstring word = (*env)->GetObjectArrayElement(env, words, (jsize)i);
    ok = add_cell(env, table, word);
    (*env)->DeleteLocalRef(env, word);
  }
  return ok;
}

static bool read_table(JNIEnv *env, struct table *table, jobjectArray lines) {
  size_t count = (size_t)(*env)->GetArrayLength(env, lines);
  table->lines = malloc((count + 1) * sizeof(struct line));
  bool ok = table->lines != NULL;
  for (size_t i = 0; i < count && ok; i++) {
    jobjectArray words = (*env)->GetObjectArrayElement(env, lines, (jsize)i);
    ok = add_line(env, table, words);
    (*env)->DeleteLocalRef(env, words);
  }
  return ok;
}

static bool has_column(const struct table *table, size_t line, size_t column) {
  return line < table->line_count && column + 1 < table->lines[line].count;
}

static size_t *blanks_of(struct table *table, size_t line, size_t column) {
  return &table->cells[table->lines[line].first + column].blanks;
}

/* Returns whether any line has this column. */
static bool align_column(struct table *table, size_t column, size_t least, size_t gap) {
  bool any = false;
  for (size_t first = 0, end; first < table->line_count; first = end + 1) {
    size_t width = least;
    for (end = first; has_column(table, end, column); end++)
      width = max(width, *blanks_of(table, end, column) + gap);
    any |= end > first;
    for (size_t i = first; i < end; i++)
      *blanks_of(table, i, column) = width - *blanks_of(table, i, column);
  }
  return any;
}

static jstring join(JNIEnv *env, struct table *table) {
  size_t length = table->line_count;
  for (size_t i = 0; i < table->line_count; i++) {
    const struct line *line = &table->lines[i];
    if (line->count > 0) table->cells[line->first + line->count - 1].blanks = 0;
    for (size_t c = 0; c < line->count; c++)
      length += table->cells[line->first + c].length + table->cells[line->first + c].blanks;
  }
  jchar *text = length > INT32_MAX ? NULL : malloc((length + 1) * sizeof(jchar));
  if (text == NULL) return NULL;
  jchar *to = text;
  for (size_t i = 0; i < table->line_count; i++) {
    for (size_t c = 0; c < table->lines[i].count; c++) {
      const struct cell *cell = &table->cells[table->lines[i].first + c];
      for (size_t at = 0; at < cell->length; at++) *to++ = table->text[cell->start + at];
      for (size_t at = 0; at < cell->blanks; at++) *to++ = ' ';
    }
    *to++ = '\n';
  }
  jstring joined = (*env)->NewString(env, text, (jsize)length);
  free(text);
  return joined;
}

/* Returns NULL where memory is short. */
static jstring columns_align(JNIEnv *env, jclass cls, jobjectArray lines, jint least, jint gap) {
  (void)cls;
  struct table table = {.text = NULL};
  jstring joined = NULL;
  if (read_table(env, &table, lines)) {
    for (size_t column = 0; align_column(&table, column, (size_t)least, (size_t)gap);) column++;
    joined = join(env, &table);
  }
  free(table.text);
  free(table.cells);
  free(table.lines);
  return joined;
}

static const JNINativeMethod TABLE[] = {
    METHOD("columnsAlign", "([[Ljava/lang/String;II)Ljava/lang/String;", columns_align),
};
const struct kapok_methods kapok_column_methods = METHODS(TABLE);
