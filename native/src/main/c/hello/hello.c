/*
 * The only program in the image that the AOT caches are trained with: greets, and with an argument
 * stays until a signal ends it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  (void)argv;
  signal(SIGTERM, exit); /* the first process of a container gets no signal by default */
  puts("hello");
  fflush(stdout);
  if (argc > 1) pause();
  return 0;
}
