package io.github.modelkeel.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy an address gets; the cases of no_proxy were checked with requests.utils.should_bypass_proxies of requests 2.34.2. */
@Isolated // it sets a property of the JVM
class ProxiesTest {
    private static String proxy(String address, Map<String, String> environment) {
        return ClientConfig.builder(environment)
                .build()
                .environmentProxy(URI.create(address))
                .map(URI::toString)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com            | http://example.com:80      | true",
                "example.com            | http://www.example.com:80  | true",
                ".example.com           | http://www.example.com:80  | true",
                ".example.com           | http://example.com:80      | true",
                "example.com            | http://badexample.com:80   | false",
                "Example.COM            | http://example.com:80      | true",
                "a.org, example.com:5000| http://example.com:5000    | true",
                "example.com:5000       | http://example.com:5001    | false",
                "example.com:5000       | http://w.example.com:5000  | true",
                "10.0.0.0/8             | http://10.1.2.3:80         | true",
                "10.0.0.0/8             | http://11.1.2.3:80         | false",
                "192.168.1.7            | http://192.168.1.7:80      | true",
                "192.168.1.7            | http://192.168.1.70:80     | false",
                "10.0.0.0/33            | http://10.1.2.3:80         | false",
                "localhost              | http://127.0.0.1:80        | false",
                "*                      | http://anything.org:80     | true",
                "::1                    | http://[::1]:5000          | true",
                "''                     | http://localhost:80        | false",
            })
    void noProxyMeansWhatItMeansToPython(String list, String address, boolean direct) {
        assertThat(proxy(address, Map.of("HTTP_PROXY", "http://proxy:3128", "NO_PROXY", list))
                        .isEmpty())
                .isEqualTo(direct);
    }

    @Test
    void lowerCaseWinsAndAllProxyComesLast() {
        Map<String, String> all =
                Map.of("http_proxy", "http://lower:1", "HTTP_PROXY", "http://upper:1", "ALL_PROXY", "http://all:1");
        assertThat(proxy("http://h", all)).isEqualTo("http://lower:1/");
        assertThat(proxy("https://h", all)).isEqualTo("http://all:1/");
    }

    @Test
    void theJvmsPropertiesComeFirst() {
        System.setProperty("http.proxyHost", "of-the-jvm");
        try {
            assertThat(proxy("http://h", Map.of("HTTP_PROXY", "http://p:1", "HTTPS_PROXY", "http://p:1")))
                    .isEmpty();
            assertThat(proxy("https://h", Map.of("HTTPS_PROXY", "http://p:1"))).isEqualTo("http://p:1/");
        } finally {
            System.clearProperty("http.proxyHost");
        }
    }
}
