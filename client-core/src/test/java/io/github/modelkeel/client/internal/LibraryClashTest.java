package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientConfig;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LibraryClashTest {
    @Test
    void aMissingMethodIsReportedWithTheJarsOfTheClassAndOfItsCaller() {
        NoSuchMethodError missing = new NoSuchMethodError("'int okhttp3.HttpUrl.ofTomorrow(java.lang.String)'");
        missing.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(RetryPolicy.class.getName(), "run", "Attempts.java", 1),
            new StackTraceElement("com.fasterxml.jackson.core.JsonFactory", "createParser", "JsonFactory.java", 1)
        });
        assertThat(LibraryClash.of(missing))
                .hasMessageStartingWith("NoSuchMethodError: 'int okhttp3.HttpUrl.ofTomorrow(java.lang.String)':"
                        + " libraries on the class path do not fit together (okhttp3.HttpUrl in ")
                .hasMessageContaining("okhttp-jvm-")
                .hasMessageContaining(RetryPolicy.class.getName() + " in ")
                .hasMessageContaining("com.fasterxml.jackson.core.JsonFactory in ")
                .hasMessageContaining("jackson-core-")
                .hasMessageNotContaining("java.lang.String in")
                .hasCause(missing);
    }

    @Test
    void aMissingClassAndAnErrorWithoutAMessageAreReportedToo() {
        assertThat(LibraryClash.of(new NoClassDefFoundError("okhttp3/OfTomorrow")))
                .hasMessageStartingWith("NoClassDefFoundError: okhttp3/OfTomorrow: libraries on the class path");
        assertThat(LibraryClash.of(new LinkageError())).hasMessageStartingWith("LinkageError: null");
        LibraryClash once = LibraryClash.of(new LinkageError("x"));
        assertThat(LibraryClash.of(once)).isSameAs(once);
    }

    @Test
    void aRequestThatMeetsAClashIsNeitherRepeatedNorBlamedOnTheServer() {
        RetryPolicy retryPolicy = new RetryPolicy(
                ClientConfig.builder().trackingUri("http://127.0.0.1:1").build());
        AtomicInteger made = new AtomicInteger();
        assertThatThrownBy(() -> retryPolicy.repeat(() -> {
                    made.incrementAndGet();
                    throw new NoSuchMethodError("'void okio.Buffer.ofTomorrow()'");
                }))
                .isExactlyInstanceOf(LibraryClash.class)
                .hasMessageContaining("okio-jvm-");
        assertThat(made).hasValue(1);
    }
}
