package dev.kapok.libpod.view;

/** Lengths of time as Go writes them: {@code 1h2m3.5s}. */
final class Spans {
  private Spans() {}

  static String of(long millis) {
    long seconds = millis / 1000;
    StringBuilder text = new StringBuilder();
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    text.append(seconds % 60);
    long rest = millis % 1000;
    if (rest != 0) {
      String fraction = Long.toString(1000 + rest).substring(1);
      int end = fraction.length();
      while (fraction.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(fraction, 0, end);
    }
    return text.append('s').toString();
  }
}
