package dev.kapok.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys made by {@code openssl} for this test alone, each in its old form and in PKCS #8. */
class PemTest {
  private static final String RSA_OLD =
      """
      -----BEGIN RSA PRIVATE KEY-----
      MIICXwIBAAKBgQDeA4gy/hm/eBozFrVhkM8BM627Jo5rXGFLhRGw6q0DPHM64Eqe
      iOMKfz6gLfs5Rsz8IKP/4jF04s9JrzD/gdDLvAkX2Y6BieXJTKqI4K5loRyEbDtE
      hosz1mzGGfoXBFRs52yllmeJRc2/ZHT+hT2uEWIoOLcTNye2tjQpMc4XZQIDAQAB
      AoGBAL/kI6OXdx/EKjkAJrP2msU6Kq45DB4Fkd7ZXEoi/HlwlVRNKpHOVRbslm+S
      brK53FEL0VRI6GBT7cCNWPdu98yUAjappes/uZ6NPYZ8wZTCXY1s4MPCcOgdi30D
      JyACY3SJLBVWujs2VaRZjOy+iDISTz2fZq6cJturodqgeaehAkEA9+Z4uYz0OaJg
      IAUwCjEiwGJX1dPrqA3wAaFkwLSohcI8u557GsmBDZSZRISLwR331emGloWzz6rW
      qq8RfP4U2QJBAOVEiVVOEMQDn4VAnavSUpU5o7rXsihPb5zmjqleEzWy09LqXCpM
      MOaFy1/1oE0f3gcTofg46TNkDjntTueKj20CQQCQy04CWuEfdMcejMkletOoeQiC
      vZgsfY+M9D7MC/lOv0gH8iZHXCED1KK9EYorjxx+FjtlWczP5CIkacMWNbXpAkEA
      jScWGnQWtGe6pdKzgF7cQ02adWVpJZJKmGIGgVYPI6d27MsndU81aCgFn43dZL5y
      9w5qUSXQxbgbXiSxyLIxPQJBAPZJTuwOLPab5alC4xLK2CQ8XIw2RCMjs4uaX4Jp
      8zgrYXAYE2lPhxBNPw+QTucj/DMVCR8Om8aaBIjxsOPeBOw=
      -----END RSA PRIVATE KEY-----
      """;

  private static final String RSA_NEW =
      """
      -----BEGIN PRIVATE KEY-----
      MIICeQIBADANBgkqhkiG9w0BAQEFAASCAmMwggJfAgEAAoGBAN4DiDL+Gb94GjMW
      tWGQzwEzrbsmjmtcYUuFEbDqrQM8czrgSp6I4wp/PqAt+zlGzPwgo//iMXTiz0mv
      MP+B0Mu8CRfZjoGJ5clMqojgrmWhHIRsO0SGizPWbMYZ+hcEVGznbKWWZ4lFzb9k
      dP6FPa4RYig4txM3J7a2NCkxzhdlAgMBAAECgYEAv+Qjo5d3H8QqOQAms/aaxToq
      rjkMHgWR3tlcSiL8eXCVVE0qkc5VFuyWb5JusrncUQvRVEjoYFPtwI1Y9273zJQC
      Nqml6z+5no09hnzBlMJdjWzgw8Jw6B2LfQMnIAJjdIksFVa6OzZVpFmM7L6IMhJP
      PZ9mrpwm26uh2qB5p6ECQQD35ni5jPQ5omAgBTAKMSLAYlfV0+uoDfABoWTAtKiF
      wjy7nnsayYENlJlEhIvBHffV6YaWhbPPqtaqrxF8/hTZAkEA5USJVU4QxAOfhUCd
      q9JSlTmjuteyKE9vnOaOqV4TNbLT0upcKkww5oXLX/WgTR/eBxOh+DjpM2QOOe1O
      54qPbQJBAJDLTgJa4R90xx6MySV606h5CIK9mCx9j4z0PswL+U6/SAfyJkdcIQPU
      or0RiiuPHH4WO2VZzM/kIiRpwxY1tekCQQCNJxYadBa0Z7ql0rOAXtxDTZp1ZWkl
      kkqYYgaBVg8jp3bsyyd1TzVoKAWfjd1kvnL3DmpRJdDFuBteJLHIsjE9AkEA9klO
      7A4s9pvlqULjEsrYJDxcjDZEIyOzi5pfgmnzOCthcBgTaU+HEE0/D5BO5yP8MxUJ
      Hw6bxpoEiPGw494E7A==
      -----END PRIVATE KEY-----
      """;

  private static final String RSA_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIB9jCCAV+gAwIBAgIUIPl8dBSJjHkipojgP8bLpkkg5PgwDQYJKoZIhvcNAQEL
      BQAwDDEKMAgGA1UEAwwBYzAgFw0yNjExMjIxMzQ3MjBaGA8yMTI2MTAyOTEzNDcy
      MFowDDEKMAgGA1UEAwwBYzCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEA3gOI
      Mv4Zv3gaMxa1YZDPATOtuyaOa1xhS4URsOqtAzxzOuBKnojjCn8+oC37OUbM/CCj
      /+IxdOLPSa8w/4HQy7wJF9mOgYnlyUyqiOCuZaEchGw7RIaLM9Zsxhn6FwRUbOds
      pZZniUXNv2R0/oU9rhFiKDi3EzcntrY0KTHOF2UCAwEAAaNTMFEwHQYDVR0OBBYE
      FC8/MFwHFwFSHpEdBu/b/51xvoe+MB8GA1UdIwQYMBaAFC8/MFwHFwFSHpEdBu/b
      /51xvoe+MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEATA2XosrZ
      baK4tEdWvLQDl+jQGe87Y+a2qpKG8r5ox0l3en5d6vd2RsIsSW5zQTDEoA1Bbl8u
      0blIC94VXdUPqrCMDuGEmH3tGakaA+uRX8fe+koQGOPZmElBIOjOg/WvZOX5gHHI
      UqrL0RIfttT577teHByQilfvGAtHh9RHlXM=
      -----END CERTIFICATE-----
      """;

  private static final String EC_OLD =
      """
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEICX7wdx1iQjJvs6bnd3fW6eSSKZa3psegIMwB4d2KnOPoAoGCCqGSM49
      AwEHoUQDQgAEkVuIl4SToCqYi5FCKSJVSMNoR/pyrrEQ0yqs5yVCFwETd0UNKvUy
      qCsijVOXt9KpGTPfKZfyDRWioikf/WBlQg==
      -----END EC PRIVATE KEY-----
      """;

  private static final String EC_NEW =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJfvB3HWJCMm+zpud
      3d9bp5JIplremx6AgzAHh3Yqc4+hRANCAASRW4iXhJOgKpiLkUIpIlVIw2hH+nKu
      sRDTKqznJUIXARN3RQ0q9TKoKyKNU5e30qkZM98pl/INFaKiKR/9YGVC
      -----END PRIVATE KEY-----
      """;

  private static final String EC_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBbzCCARWgAwIBAgIUZk6hp+2juKlbTxMrwzw7eri0qqIwCgYIKoZIzj0EAwIw
      DDEKMAgGA1UEAwwBYzAgFw0yNjExMjIxMzQ3MjBaGA8yMTI2MTAyOTEzNDcyMFow
      DDEKMAgGA1UEAwwBYzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJFbiJeEk6Aq
      mIuRQikiVUjDaEf6cq6xENMqrOclQhcBE3dFDSr1MqgrIo1Tl7fSqRkz3ymX8g0V
      oqIpH/1gZUKjUzBRMB0GA1UdDgQWBBQDsO9DKjZAQzQtmYVOiYcwj0OrAjAfBgNV
      HSMEGDAWgBQDsO9DKjZAQzQtmYVOiYcwj0OrAjAPBgNVHRMBAf8EBTADAQH/MAoG
      CCqGSM49BAMCA0gAMEUCIAXNTAILxIsxZuJ+tpteda8mBr4n5NiTRLoUzrXu5YEr
      AiEAus3dD4uIChFkmVnLWgm9Y3pSVeOg/hh5gMSXDCVdbKg=
      -----END CERTIFICATE-----
      """;

  private @TempDir Path folder;

  private PrivateKey key(String key, String certificate) throws IOException {
    Path keyFile = Files.writeString(folder.resolve("x.key"), key);
    Path certificateFile = Files.writeString(folder.resolve("x.cert"), certificate);
    Certificate[] chain = Pem.certificates(certificateFile).toArray(new Certificate[0]);
    return Pem.key(keyFile, certificateFile, chain);
  }

  @Test
  void readsOldAndNewFormsOfKeys() throws IOException {
    assertThat(key(RSA_OLD, RSA_CERTIFICATE)).isEqualTo(key(RSA_NEW, RSA_CERTIFICATE));
    ECPrivateKey old = (ECPrivateKey) key(EC_OLD, EC_CERTIFICATE);
    assertThat(old.getS()).isEqualTo(((ECPrivateKey) key(EC_NEW, EC_CERTIFICATE)).getS());
  }

  @Test
  void namesTheFileOfAKeyThatCannotBeUsed() {
    for (String key :
        new String[] {
          "",
          "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n-----END ENCRYPTED PRIVATE KEY-----\n",
          "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
          EC_OLD.substring(0, 100),
          EC_NEW
        }) {
      assertThatIOException()
          .isThrownBy(() -> key(key, RSA_CERTIFICATE))
          .withMessageContaining("x.key");
    }
    assertThatIOException().isThrownBy(() -> key(EC_NEW, "")).withMessageContaining("x.cert");
  }
}
