#include "support.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Results here are SQLite's codes (sqlite.org/rescode.html), not errno. */

#define BUSY_TIMEOUT_MS 10000
#define LOG_PAGES 200
#define SHORT_TEXT 512

static sqlite3 *database(jlong handle) { return (sqlite3 *)(intptr_t)handle; }

static sqlite3_stmt *statement(jlong handle) { return (sqlite3_stmt *)(intptr_t)handle; }

static void give(JNIEnv *env, jlongArray out, const void *handle) {
  const jlong value = (jlong)(intptr_t)handle;
  (*env)->SetLongArrayRegion(env, out, 0, 1, &value);
}

/* Only a file that is new is touched: closing any descriptor of an open database would free the
   locks that SQLite holds on it in this process (fcntl(2)). */
static void create_private(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) close(fd);
}

/*
 * Copies the log into the database once it is long, and empties it. SQLite's own checkpoint only
 * notes that in the shared index, which is gone when a command ends that was alone: the next one
 * would read the whole log again, and write behind it. Whoever reads is not waited for; the log is
 * then emptied another time. The caller still has the writers' lock.
 */
static int shorten_log(void *unused, sqlite3 *db, const char *name, int pages) {
  (void)unused;
  if (pages < LOG_PAGES) return SQLITE_OK;
  sqlite3_busy_timeout(db, 0);
  sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout(db, BUSY_TIMEOUT_MS);
  return SQLITE_OK; /* the commit itself went well */
}

static jint sql_open(JNIEnv *env, jclass cls, jbyteArray name, jlongArray out) {
  (void)cls;
  struct path path;
  if (kapok_path(env, name, &path) != 0) return SQLITE_CANTOPEN;
  create_private(path.text);
  sqlite3 *db;
  int result = sqlite3_open_v2(path.text, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  give(env, out, db);
  if (result != SQLITE_OK) return result;
  sqlite3_busy_timeout(db, BUSY_TIMEOUT_MS);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  // The log stays for the next process: emptying it at every close costs five waits for the disk.
  // Who opens the database alone reads the whole log, so it is kept short.
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_wal_hook(db, shorten_log, NULL);
  // Debian's SQLite writes every page that becomes free full of zeros unless told otherwise.
  return sqlite3_exec(db, "pragma synchronous=full; pragma secure_delete=off", NULL, NULL, NULL);
}

static void sql_close(JNIEnv *env, jclass cls, jlong db) {
  (void)env, (void)cls;
  sqlite3_close_v2(database(db));
}

static jbyteArray sql_message(JNIEnv *env, jclass cls, jlong db) {
  (void)cls;
  const char *message = db == 0 ? sqlite3_errstr(SQLITE_NOMEM) : sqlite3_errmsg(database(db));
  return kapok_bytes(env, message, strlen(message));
}

static jint sql_execute(JNIEnv *env, jclass cls, jlong db, jbyteArray script) {
  (void)cls;
  char *text = kapok_text(env, script);
  if (text == NULL) return SQLITE_MISUSE;
  int result = sqlite3_exec(database(db), text, NULL, NULL, NULL);
  free(text);
  return result;
}

/* Gives the statement, 0 for a text without one, and how many columns its rows have. */
static jint sql_prepare(JNIEnv *env, jclass cls, jlong db, jbyteArray sql, jlongArray out) {
  (void)cls;
  char *text = kapok_text(env, sql);
  if (text == NULL) return SQLITE_MISUSE;
  sqlite3_stmt *compiled;
  int result = sqlite3_prepare_v2(database(db), text, -1, &compiled, NULL);
  free(text);
  const jlong values[] = {(jlong)(intptr_t)compiled, sqlite3_column_count(compiled)};
  (*env)->SetLongArrayRegion(env, out, 0, COUNT(values), values);
  return result;
}

static void sql_finalize(JNIEnv *env, jclass cls, jlong stmt) {
  (void)env, (void)cls;
  sqlite3_finalize(statement(stmt)); /* repeats the last step's error, which was reported */
}

static jint sql_bind_bytes(JNIEnv *env, jclass cls, jlong stmt, jint parameter, jbyteArray value,
                           jboolean text) {
  (void)cls;
  if (value == NULL) return sqlite3_bind_null(statement(stmt), parameter);
  jsize length = (*env)->GetArrayLength(env, value);
  char *copy = malloc((size_t)length + 1);
  if (copy == NULL) return SQLITE_NOMEM;
  (*env)->GetByteArrayRegion(env, value, 0, length, (jbyte *)copy);
  return text ? sqlite3_bind_text(statement(stmt), parameter, copy, length, free)
              : sqlite3_bind_blob(statement(stmt), parameter, copy, length, free);
}

static jint sql_bind_long(JNIEnv *env, jclass cls, jlong stmt, jint parameter, jlong value) {
  (void)env, (void)cls;
  return sqlite3_bind_int64(statement(stmt), parameter, value);
}

static bool is_ascii(const unsigned char *text, int length) {
  for (int i = 0; i < length; i++)
    if (text[i] == 0 || text[i] > 0x7f) return false;
  return true;
}

/* Whether a String, of the row before, has this text. */
static bool same_text(JNIEnv *env, jstring string, const unsigned char *text, int length) {
  char before[SHORT_TEXT];
  if (string == NULL || length > SHORT_TEXT / 3) return false; /* modified UTF-8 may need more */
  if ((*env)->GetStringLength(env, string) != length) return false;
  (*env)->GetStringUTFRegion(env, string, 0, length, before);
  return memcmp(before, text, (size_t)length) == 0;
}

/* Makes the String here: its constructor is a loop, which costs a list most of its time while Java
   is interpreted. JNI's modified UTF-8 is UTF-8 for ASCII only; other texts are left to
   sql_column_text, as NULL. What repeats the row before stays the same String, hash and all. */
static void give_text(JNIEnv *env, jobjectArray texts, sqlite3_stmt *row, int column) {
  jstring before = (*env)->GetObjectArrayElement(env, texts, column), now = NULL;
  if (sqlite3_column_type(row, column) == SQLITE_TEXT) {
    const unsigned char *text = sqlite3_column_text(row, column);
    int length = sqlite3_column_bytes(row, column);
    if (text != NULL && is_ascii(text, length))
      now = same_text(env, before, text, length) ? before
                                                 : (*env)->NewStringUTF(env, (const char *)text);
  }
  if (now != before) {
    (*env)->SetObjectArrayElement(env, texts, column, now);
    (*env)->DeleteLocalRef(env, now);
  }
  (*env)->DeleteLocalRef(env, before);
}

static void give_numbers(JNIEnv *env, jlongArray out, sqlite3_stmt *row, int count) {
  jlong *numbers = (*env)->GetPrimitiveArrayCritical(env, out, NULL);
  if (numbers == NULL) return; /* with an OutOfMemoryError */
  for (int i = 0; i < count; i++) numbers[i] = sqlite3_column_int64(row, i);
  (*env)->ReleasePrimitiveArrayCritical(env, out, numbers, 0);
}

/* Steps, and hands over the whole row at once: a call for each column would cost more than it. */
static jint sql_step(JNIEnv *env, jclass cls, jlong stmt, jobjectArray texts, jlongArray numbers) {
  (void)cls;
  sqlite3_stmt *row = statement(stmt);
  int result = sqlite3_step(row);
  if (result != SQLITE_ROW) return result;
  int count = sqlite3_column_count(row);
  for (int i = 0; i < count; i++) give_text(env, texts, row, i);
  give_numbers(env, numbers, row, count);
  return result;
}

static jstring sql_column_text(JNIEnv *env, jclass cls, jlong stmt, jint column) {
  (void)cls;
  if (sqlite3_column_type(statement(stmt), column) == SQLITE_NULL) return NULL;
  const void *wide = sqlite3_column_text16(statement(stmt), column);
  int length = sqlite3_column_bytes16(statement(stmt), column) / 2;
  return (*env)->NewString(env, wide, wide == NULL ? 0 : length);
}

/* A text is asked for as such: SQLite keeps it in UTF-16 once sql_column_text was called. */
static jbyteArray sql_column_bytes(JNIEnv *env, jclass cls, jlong stmt, jint column) {
  (void)cls;
  sqlite3_stmt *row = statement(stmt);
  int type = sqlite3_column_type(row, column);
  if (type == SQLITE_NULL) return NULL;
  const void *data = type == SQLITE_TEXT ? sqlite3_column_text(row, column)
                                         : sqlite3_column_blob(row, column);
  return kapok_bytes(env, data, (size_t)sqlite3_column_bytes(row, column));
}

static void sql_reset(JNIEnv *env, jclass cls, jlong stmt) {
  (void)env, (void)cls;
  sqlite3_reset(statement(stmt));
  sqlite3_clear_bindings(statement(stmt));
}

static const JNINativeMethod TABLE[] = {
    METHOD("sqlOpen", "([B[J)I", sql_open),
    METHOD("sqlClose", "(J)V", sql_close),
    METHOD("sqlMessage", "(J)[B", sql_message),
    METHOD("sqlExecute", "(J[B)I", sql_execute),
    METHOD("sqlPrepare", "(J[B[J)I", sql_prepare),
    METHOD("sqlFinalize", "(J)V", sql_finalize),
    METHOD("sqlBindBytes", "(JI[BZ)I", sql_bind_bytes),
    METHOD("sqlBindLong", "(JIJ)I", sql_bind_long),
    METHOD("sqlStep", "(J[Ljava/lang/String;[J)I", sql_step),
    METHOD("sqlColumnText", "(JI)Ljava/lang/String;", sql_column_text),
    METHOD("sqlColumnBytes", "(JI)[B", sql_column_bytes),
    METHOD("sqlReset", "(J)V", sql_reset),
};
const struct kapok_methods kapok_sqlite_methods = METHODS(TABLE);
