package dev.kapok.cli.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One value as one verb of printf writes it. */
final class PrintfValue {
  private PrintfValue() {}

  /** Returns the text; null where verb and value do not fit. */
  static @Nullable String of(char verb, String flags, int precision, @Nullable Object value) {
    if (verb == 'v' || (verb == 's' && value instanceof List)) {
      return Values.format(value);
    }
    if (value instanceof String text) {
      return text(verb, precision, text);
    }
    if (value instanceof Boolean flag) {
      return verb == 't' ? flag.toString() : null;
    }
    if (value instanceof Long number) {
      return whole(verb, flags, number);
    }
    if (value instanceof Double number) {
      return real(verb, precision, number);
    }
    return null;
  }

  private static @Nullable String text(char verb, int precision, String text) {
    return switch (verb) {
      case 's' -> precision < 0 ? text : Texts.truncate(text, precision);
      case 'q' -> Source.quote(text);
      case 'x' -> hex(text);
      case 'X' -> hex(text).toUpperCase(Locale.ROOT);
      default -> null;
    };
  }

  private static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }

  private static @Nullable String whole(char verb, String flags, long number) {
    String sign = flags.indexOf('+') >= 0 && number >= 0 ? "+" : "";
    String mark = flags.indexOf('#') >= 0 ? "0x" : "";
    return switch (verb) {
      case 'd' -> sign + number;
      case 'x' -> mark + Long.toString(number, 16);
      case 'X' -> mark + Long.toString(number, 16).toUpperCase(Locale.ROOT);
      case 'o' -> Long.toString(number, 8);
      case 'b' -> Long.toString(number, 2);
      case 'c' ->
          Character.isValidCodePoint((int) number) ? Character.toString((int) number) : null;
      default -> null;
    };
  }

  private static @Nullable String real(char verb, int precision, double number) {
    return switch (verb) {
      case 'f' -> fixed(number, precision < 0 ? 6 : precision);
      case 'g' -> Values.number(number);
      case 'e' -> exponent(number, precision < 0 ? 6 : precision);
      default -> null;
    };
  }

  private static String fixed(double number, int digits) {
    return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponent(double number, int digits) {
    return String.format(Locale.ROOT, "%." + Math.min(digits, 30) + "e", number);
  }
}
