package io.github.modelkeel.interop;

import io.github.modelkeel.localserver.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.mlflow.tracking.MlflowClient;

/** The servers that must look the same to a client: each runs once for all test classes of this JVM. Safe for use by multiple threads. */
enum ServerKind {
    /** Modelkeel's local server. */
    EMBEDDED {
        @Override
        URI uri() {
            return Embedded.SERVER.uri();
        }
    },

    /** MLflow's own server; skips the test where there is no Python. */
    REAL {
        @Override
        URI uri() {
            return RealMlflowServer.shared().uri();
        }
    };

    /** The address of the server, which is started when it does not run yet. */
    abstract URI uri();

    MlflowClient javaClient() {
        return new MlflowClient(uri().toString());
    }

    /** Started on first use. */
    private static final class Embedded {
        static final LocalServer SERVER = start();

        private static LocalServer start() {
            try {
                Path home = Checkout.newDirectory("local-");
                LocalServer server = LocalServer.start(home);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home), "interop-local-end"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start the embedded server", e);
            }
        }

        private static void end(LocalServer server, Path home) {
            server.close();
            try {
                Checkout.deleteTree(home);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + home, e);
            }
        }
    }
}
