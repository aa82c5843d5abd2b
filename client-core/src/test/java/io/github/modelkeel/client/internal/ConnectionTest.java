package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.modelkeel.client.ClientConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final String SERVER = "http://ml.example.org:5000";

    private static ClientConfig config(Map<String, String> environment) {
        return ClientConfig.builder(environment).trackingUri(SERVER).build();
    }

    @Test
    void aServerIsOpenedWhenItIsFirstAsked() {
        Connection unused = Connection.open(config(Map.of()));
        unused.close();
        assertThatIllegalStateException().isThrownBy(unused::tracking).withMessage("this connection is closed");

        Connection used = Connection.openExisting(config(Map.of()));
        HttpApi api = used.registry();
        assertThat(api.address()).isEqualTo(SERVER);
        used.close();
        assertThat(used.registry()).isSameAs(api);
    }

    @Test
    void whatIsConfiguredWronglyIsReportedAtOnce() {
        ClientConfig wrong = config(Map.of("HTTP_PROXY", "socks5://proxy:1080"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.open(wrong))
                .withMessageContaining("HTTP_PROXY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.openExisting(wrong))
                .withMessageContaining("HTTP_PROXY");
    }
}
