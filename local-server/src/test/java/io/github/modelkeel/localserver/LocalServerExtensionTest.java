package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalServerExtensionTest {
    @Nested
    @TestMethodOrder(MethodOrderer.MethodName.class)
    class InAField {
        private static final Set<Path> DIRECTORIES = new HashSet<>();

        @RegisterExtension
        final LocalServerExtension extension = new LocalServerExtension();

        @Test
        void aTestHasANewServer(LocalServer server) {
            look(server);
        }

        @Test
        void anotherTestHasAnotherServer(LocalServer server) {
            look(server);
        }

        private void look(LocalServer server) {
            assertThat(extension.server()).isSameAs(server);
            Http http = new Http(extension.uri());
            assertThat(http.newExperiment("the same name twice")).isEqualTo("1");
            assertThat(DIRECTORIES.add(server.directory())).isTrue();
        }

        @AfterAll
        static void theDataIsGone() {
            assertThat(DIRECTORIES)
                    .hasSize(2)
                    .allSatisfy(directory -> assertThat(directory).doesNotExist());
        }
    }

    @Nested
    @ExtendWith(LocalServerExtension.class)
    class OnAClass {
        private static final Set<URI> ADDRESSES = new HashSet<>();

        @Test
        void aTestSharesTheServer(LocalServer server) {
            ADDRESSES.add(server.uri());
        }

        @Test
        void withTheOtherTests(LocalServer server) {
            ADDRESSES.add(server.uri());
        }

        @AfterAll
        static void thereWasOneServer() {
            assertThat(ADDRESSES).hasSize(1);
        }
    }

    @Test
    void outsideOfATestThereIsNoServer() {
        assertThatThrownBy(() -> new LocalServerExtension().server()).isInstanceOf(IllegalStateException.class);
    }
}
