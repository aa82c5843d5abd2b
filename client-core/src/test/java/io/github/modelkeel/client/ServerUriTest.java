package io.github.modelkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUriTest {
    private static final List<String> PIECES = List.of(
            "http://",
            "https://",
            "HTTP://",
            "a",
            "mlflow",
            "127.0.0.1",
            "localhost",
            "xn--80ak6aa92e",
            "B",
            ".",
            "-",
            "--",
            "_",
            ":",
            ":80",
            ":443",
            ":5000",
            ":05000",
            ":70000",
            ":0",
            "/",
            "//",
            "/ml",
            "/..",
            "/.",
            "%2e",
            "?q=1",
            "#f",
            "@",
            "é",
            " ",
            "[::1]",
            "\\");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:5000",
                "https://ml.example.org",
                "https://ml.example.org/mlflow/base_1",
                "http://localhost:443",
                "https://a-b.c:80"
            })
    void aPlainAddressIsWhatTheParserMakesOfIt(String address) {
        assertThat(ServerUri.isPlain(address)).isTrue();
        assertThat(ServerUri.parsed("MLFLOW_TRACKING_URI", address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void soAreAllThatAreTakenForPlain(long seed) {
        Random random = new Random(seed);
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder address = new StringBuilder(PIECES.get(random.nextInt(2)));
            for (int piece = random.nextInt(6); piece >= 0; piece--) {
                address.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String text = address.toString();
            if (ServerUri.isPlain(text)) {
                plain++;
                assertThat(ServerUri.parsed("MLFLOW_TRACKING_URI", text)).isEqualTo(text);
            }
        }
        assertThat(plain).isGreaterThan(1000);
    }

    @Test
    void whatIsNotPlainIsStillRefusedOrNormalized() {
        assertThat(ServerUri.checked("X", " HTTP://ML.example.org:80/base// ")).isEqualTo("http://ml.example.org/base");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerUri.checked("X", "http://ml:70000"))
                .withMessage("X is not a valid http address");
    }
}
