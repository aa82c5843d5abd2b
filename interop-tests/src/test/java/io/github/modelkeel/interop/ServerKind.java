package io.github.modelkeel.interop;

import java.net.URI;
import org.mlflow.tracking.MlflowClient;

/** The servers that a client must find alike. */
enum ServerKind {
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
}
