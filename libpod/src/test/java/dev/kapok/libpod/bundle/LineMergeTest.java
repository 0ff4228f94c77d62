package dev.kapok.libpod.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineMergeTest {
  private static String merge(String before, String now, String text) {
    return new LineMerge(before, now).into(text);
  }

  @Test
  void makesOfTheOldTextTheNewOne() {
    assertThat(merge("a\nb\n", "b\na2\nc\n", "a\nb\n")).isEqualTo("b\na2\nc\n");
    assertThat(merge("", "a\n", "")).isEqualTo("a\n");
    assertThat(merge("a\n", "", "a\n")).isEmpty();
    assertThat(
            merge(
                "search x\nnameserver 1\noptions y\n",
                "nameserver 2\noptions y\n",
                "search x\nnameserver 1\noptions y\n"))
        .isEqualTo("nameserver 2\noptions y\n");
  }

  @Test
  void keepsWhatSomebodyElseWrote() {
    assertThat(merge("a\nb\n", "a\nc\n", "mine\na\nb\nhers")).isEqualTo("mine\na\nc\nhers\n");
    assertThat(merge("a\n", "a\nb\n", "a\nb\n")).isEqualTo("a\nb\n");
    assertThat(merge("a\nb\n", "a\n", "nothing of that\n")).isEqualTo("nothing of that\n");
  }

  @Test
  void putsNewLinesBehindThoseTheyStandBehind() {
    assertThat(merge("a\nz\n", "a\nb\nc\nz\n", "a\nmine\nz\n")).isEqualTo("a\nb\nc\nmine\nz\n");
    assertThat(merge("z\n", "a\nz\n", "mine\nz\n")).isEqualTo("a\nmine\nz\n");
  }
}
