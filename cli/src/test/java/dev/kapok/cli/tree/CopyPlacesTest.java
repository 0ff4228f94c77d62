package dev.kapok.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.CopyRequest;
import dev.kapok.libpod.CopyRequest.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyPlacesTest {
  private static void check(String from, String to) {
    CopyRequest request =
        new CopyRequest(CopyPlaces.parse(from), CopyPlaces.parse(to), true, false);
    CopyPlaces.check(request, List.of(from, to));
  }

  @Test
  void containerStandsBeforeTheFirstColon() {
    assertThat(CopyPlaces.parse("c:/a:b")).isEqualTo(new Place("c", "/a:b"));
    assertThat(CopyPlaces.parse("c:rel/")).isEqualTo(new Place("c", "rel/"));
    assertThat(CopyPlaces.parse("c:")).isEqualTo(new Place("c", ""));
  }

  @Test
  void whatBeginsWithDotOrSlashIsTheHosts() {
    assertThat(CopyPlaces.parse("./c:x")).isEqualTo(new Place(null, "./c:x"));
    assertThat(CopyPlaces.parse("/a:b")).isEqualTo(new Place(null, "/a:b"));
    assertThat(CopyPlaces.parse("file")).isEqualTo(new Place(null, "file"));
    assertThat(CopyPlaces.parse(":/x")).isEqualTo(new Place(null, "/x"));
  }

  @Test
  void dashIsAStream() {
    assertThat(CopyPlaces.parse("-").isStream()).isTrue();
    assertThat(CopyPlaces.parse("/dev/stdin").isStream()).isTrue();
    assertThat(CopyPlaces.parse("c:-").isStream()).isFalse();
    assertThat(CopyPlaces.parse("./-").isStream()).isFalse();
  }

  @Test
  void contentsAndFoldersAreToldByTheirEnds() {
    assertThat(CopyPlaces.parse("c:/a/.").isContents()).isTrue();
    assertThat(CopyPlaces.parse(".").isContents()).isTrue();
    assertThat(CopyPlaces.parse("c:.").isContents()).isFalse();
    assertThat(CopyPlaces.parse("c:/a/").isContents()).isFalse();
    assertThat(CopyPlaces.parse("c:/a/").isFolder()).isTrue();
    assertThat(CopyPlaces.parse("c:/a").isFolder()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"c:, x", "x, c:", "a, b", "-, -", ":/x, y"})
  void refusesWhatCannotBeMeant(String from, String to) {
    assertThatThrownBy(() -> check(from, to))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("invalid arguments \"" + from + "\", \"" + to + "\"");
  }
}
