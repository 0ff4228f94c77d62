#define _GNU_SOURCE
#include "launcher.h"
#include "../natives/natives.h"
#include "rootless.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MAX_OPTIONS 64
#define JVM_STACK (8u << 20)

typedef jint (*create_vm)(JavaVM **, void **, void *);

struct launch {
  const struct command *command;
  const struct training *training;
  const char *log;        /* of the environment, which the JVM doesn't see */
  const char *run_folder; /* likewise */
  int argc;
  char **argv;
};

struct options {
  JavaVMOption list[MAX_OPTIONS];
  int count;
};

/* Measured one by one on JDK 25; -Xrs leaves the signals to signals.c. */
static const char *const COMMON_OPTIONS[] = {
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-XX:StringTableSize=1024",
    "-XX:SymbolTableSize=2048",
    "-XX:-MaxFDLimit", /* else children would inherit a raised limit */
    "-XX:+DisableAttachMechanism",
    "-Xrs",
};

/* What only short commands do without: thirty opens in /sys for limits that -Xmx settles, a thread. */
#define SHORT_OPTIONS "-Xms8m", "-XX:-UseContainerSupport", "--finalization=disabled"

/* Without a compiler, nothing is gained by a thread that replays what compilers learnt. */
static const char *const LIGHT_OPTIONS[] = {SHORT_OPTIONS, "-Xint", "-XX:-AOTReplayTraining",
                                            "-Xmx64m"};

static const char *const CONTAINER_OPTIONS[] = {
    SHORT_OPTIONS,
    "-XX:TieredStopAtLevel=1",
    "-XX:-AOTReplayTraining",
    "-XX:Tier3InvocationThreshold=20000",
    "-XX:Tier3MinInvocationThreshold=10000",
    "-XX:Tier3CompileThreshold=40000",
    "-XX:Tier3BackEdgeThreshold=600000",
    "-XX:Tier0InvokeNotifyFreqLog=12",
    "-XX:Tier0BackedgeNotifyFreqLog=14",
    "-Xmx96m",
};

#define LIBRARIES "--enable-native-access=ALL-UNNAMED"

static const char *const SERVICE_OPTIONS[] = {"-Xms8m", "-Xmx512m", LIBRARIES};

/* Data goes through in large pieces. They die young where the young generation has room for them;
   else they are moved to the old one, which grows to its limit before anybody looks into it. */
#define PASSING_DATA "-Xms48m", "-Xmn32m", "-Xmx192m", LIBRARIES

/* What costs time there (hashing, compressing, system calls) is C, and C2 would take a fifth of it
   all. */
static const char *const FILES_OPTIONS[] = {PASSING_DATA, "-XX:TieredStopAtLevel=1"};

/* Only C2 knows the CPU's instructions for TLS, without which 100 MB take three seconds: so it
   compiles the ciphers, and as early as it can; everything else a hundred times as late as it would,
   which is hardly ever. */
static const char *const HEAVY_OPTIONS[] = {
    PASSING_DATA,
    "-XX:Tier4InvocationThreshold=500000",
    "-XX:Tier4MinInvocationThreshold=60000",
    "-XX:Tier4CompileThreshold=1500000",
    "-XX:Tier4BackEdgeThreshold=4000000",
    "-XX:CompileCommand=quiet",
    "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.003",
};

static void add(struct options *options, const char *text) {
  if (options->count == MAX_OPTIONS) die("too many options for the JVM");
  options->list[options->count++].optionString = (char *)text;
}

static void add_all(struct options *options, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++) add(options, texts[i]);
}

static bool has_libraries(enum command_class class) {
  return class == CLASS_HEAVY || class == CLASS_FILES;
}

static void add_class_path(struct options *options, enum command_class class) {
  /* heavy.jar is a manifest that names kapok.jar and the jars in lib. */
  add(options, has_libraries(class)
                   ? format_string("-Djava.class.path=%s/heavy.jar", kapok_start.folder)
                   : format_string("-Xbootclasspath/a:%s/kapok.jar", kapok_start.folder));
}

/* The fewer classes a cache has, the closer to each other lie those that a start touches: that of
   light commands alone saves them two hundred page faults, a tenth of their time. */
static const char *cache_name(enum command_class class) {
  if (class == CLASS_LIGHT) return "kapok-light.aot";
  return class == CLASS_CONTAINER ? "kapok-container.aot" : "kapok-heavy.aot";
}

static void add_cache(struct options *options, enum command_class class,
                      const struct training *training) {
  if (training->mode == NULL) {
    add(options, format_string("-XX:AOTCache=%s/%s", kapok_start.folder, cache_name(class)));
    return;
  }
  add(options, format_string("-XX:AOTMode=%s", training->mode));
  add(options, format_string("-XX:AOTConfiguration=%s", training->file));
  if (training->cache != NULL) {
    add(options, format_string("-XX:AOTCache=%s", training->cache));
    /* Linked ahead, 2,300 classes cost 22 ms a start; lambdas come with them, and those of the
       libraries of heavy commands would cost 70. */
    add(options, has_libraries(class) ? "-XX:+AOTClassLinking" : "-XX:-AOTClassLinking");
  }
}

/* KAPOK_JVM_LOG is a selector of -Xlog, for the start-up guard and for debugging. */
static void add_logging(struct options *options, const struct launch *launch) {
  const char *selector = launch->log;
  if (selector != NULL && selector[0] != '\0')
    add(options, format_string("-Xlog:%s", selector));
  else if (launch->training->mode == NULL)
    add(options, "-Xlog:disable");
}

static void collect_options(struct options *options, const struct launch *launch) {
  enum command_class class = launch->command->class;
  add_all(options, COMMON_OPTIONS, COUNT(COMMON_OPTIONS));
  if (class == CLASS_LIGHT)
    add_all(options, LIGHT_OPTIONS, COUNT(LIGHT_OPTIONS));
  else if (class == CLASS_CONTAINER)
    add_all(options, CONTAINER_OPTIONS, COUNT(CONTAINER_OPTIONS));
  else if (class == CLASS_FILES)
    add_all(options, FILES_OPTIONS, COUNT(FILES_OPTIONS));
  else if (launch->command->service)
    add_all(options, SERVICE_OPTIONS, COUNT(SERVICE_OPTIONS));
  else
    add_all(options, HEAVY_OPTIONS, COUNT(HEAVY_OPTIONS));
  /* Relocating the cache costs time; a service that others speak to keeps its addresses random. */
  if (!launch->command->service) add(options, "-XX:ArchiveRelocationMode=0");
  add_class_path(options, class);
  add_cache(options, class, launch->training);
  add_logging(options, launch);
  /* Never in /tmp itself, where another user may have put a link of that name. */
  add(options, format_string("-XX:ErrorFile=%s/crash-%%p.log", launch->run_folder));
  add(options, format_string("-Duser.home=%s", kapok_start.home));
  add(options, format_string("-Duser.name=%s", kapok_start.user));
}

static create_vm load_jvm(void) {
  char *library = format_string("%s/runtime/lib/server/libjvm.so", kapok_start.folder);
  void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
  if (handle == NULL) die("load the Java runtime: %s; install Kapok again", dlerror());
  free(library);
  create_vm create;
  *(void **)&create = dlsym(handle, "JNI_CreateJavaVM");
  if (create == NULL) die("load the Java runtime: %s", dlerror());
  return create;
}

static JNIEnv *create_jvm(const struct launch *launch, JavaVM **vm) {
  struct options options = {.count = 0};
  collect_options(&options, launch);
  JavaVMInitArgs arguments = {
      .version = JNI_VERSION_1_8, .nOptions = options.count, .options = options.list};
  JNIEnv *env;
  jint result = load_jvm()(vm, (void **)&env, &arguments);
  if (result != JNI_OK) die("start the Java runtime: error %d", (int)result);
  return env;
}

_Noreturn static void die_of_exception(JNIEnv *env, const char *action) {
  (*env)->ExceptionDescribe(env);
  die("%s failed inside the Java runtime; install Kapok again", action);
}

/* Words go as bytes: JNI's own string encoding is wrong for file names. */
static jobjectArray java_arguments(JNIEnv *env, const struct launch *launch) {
  jclass bytes = (*env)->FindClass(env, "[B");
  if (bytes == NULL) die_of_exception(env, "start");
  jobjectArray array = (*env)->NewObjectArray(env, launch->argc, bytes, NULL);
  for (int i = 0; array != NULL && i < launch->argc; i++) {
    jsize length = (jsize)strlen(launch->argv[i]);
    jbyteArray word = (*env)->NewByteArray(env, length);
    if (word == NULL) break;
    (*env)->SetByteArrayRegion(env, word, 0, length, (const jbyte *)launch->argv[i]);
    (*env)->SetObjectArrayElement(env, array, i, word);
    (*env)->DeleteLocalRef(env, word);
  }
  if ((*env)->ExceptionCheck(env)) die_of_exception(env, "pass the arguments");
  return array;
}

static void register_natives(JNIEnv *env) {
  jclass natives = (*env)->FindClass(env, "dev/kapok/sys/jni/Natives");
  if (natives == NULL || kapok_register_natives(env, natives) != 0)
    die_of_exception(env, "register the natives");
}

static int call_main(JNIEnv *env, const struct launch *launch) {
  jclass main = (*env)->FindClass(
      env, launch->training->mode == NULL ? "dev/kapok/cli/Main" : "dev/kapok/cli/Training");
  jmethodID run = main == NULL ? NULL : (*env)->GetStaticMethodID(env, main, "run", "([[B)I");
  if (run == NULL) die_of_exception(env, "find the main class");
  jint result = (*env)->CallStaticIntMethod(env, main, run, java_arguments(env, launch));
  if (!(*env)->ExceptionCheck(env)) return result;
  (*env)->ExceptionDescribe(env);
  return EXIT_ENGINE;
}

static void *jvm_thread(void *data) {
  const struct launch *launch = data;
  JavaVM *vm;
  JNIEnv *env = create_jvm(launch, &vm);
  register_natives(env);
  publish_vm(vm);
  int result = call_main(env, launch);
  /* A recording is only written where the JVM ends in order; else that would cost 39 ms. */
  if (launch->training->mode != NULL) (*vm)->DestroyJavaVM(vm);
  kapok_terminal_restore();
  _exit(result);
}

void start_jvm(const struct command *command, const struct training *training, int argc,
               char **argv) {
  static struct launch launch; /* outlives this call: the thread reads it */
  launch = (struct launch){.command = command,
                           .training = training,
                           .log = getenv("KAPOK_JVM_LOG"),
                           .run_folder = run_folder_path(kapok_start.uid),
                           .argc = argc,
                           .argv = argv};
  settle_environment();
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, JVM_STACK);
  int error = pthread_create(&thread, &attributes, jvm_thread, &launch);
  if (error != 0) die("start a thread for the Java runtime: %s", strerror(error));
  pthread_attr_destroy(&attributes);
}
