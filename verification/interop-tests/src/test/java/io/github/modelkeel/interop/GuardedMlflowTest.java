package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientConfigBuilder;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunStatus;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MLflow's own server behind a password and TLS, behind a token, and without its artifact proxy. */
class GuardedMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = "interop-password-4711";
    private static final String TOKEN = "interop-token-4711";

    @TempDir
    private Path work;

    @Test
    void aPasswordAndAPrivateAuthorityGuardTheServer() throws Exception {
        JsonNode made = PythonEnvironment.orSkip().run("make_certificates.py", work, LIMIT, Map.of());
        Path authority = work.resolve(made.path("authority").asText());
        String tls = "--ssl-keyfile " + work.resolve(made.path("key").asText()) + " --ssl-certfile "
                + work.resolve(made.path("certificate").asText());
        List<String> options =
                List.of("--app-name", "basic-auth", "--uvicorn-opts", tls, "--artifacts-destination", "artifacts");
        Map<String, String> variables =
                Map.of("MLFLOW_AUTH_ADMIN_PASSWORD", PASSWORD, "MLFLOW_FLASK_SERVER_SECRET_KEY", "interop-secret-4711");
        try (RealMlflowServer server = RealMlflowServer.start(options, variables, trusting(authority))) {
            ClientConfigBuilder trusted = config(server).serverCertPath(authority);
            logsAndRegisters(trusted.basicAuth("admin", PASSWORD).build());
            refuses(
                    config(server)
                            .serverCertPath(authority)
                            .basicAuth("admin", "wrong")
                            .build(),
                    "wrong");
            refuses(config(server).serverCertPath(authority).build(), PASSWORD);
            assertThatThrownBy(() -> Tracker.open(
                            "guarded",
                            config(server).basicAuth("admin", PASSWORD).build()))
                    .isInstanceOf(ServerUnavailableException.class)
                    .hasMessageContaining("certificate is not accepted");
        }
    }

    @Test
    void aTokenGuardsTheServerAndItsArtifactsAreElsewhere() throws Exception {
        Path plugins = Checkout.resource("python/plugins");
        PythonEnvironment.orSkip();
        Path settings = Files.writeString(work.resolve("auth.ini"), """
                [mlflow]
                default_permission = READ
                database_uri = sqlite:///auth.db
                admin_username = admin
                authorization_function = token_authorization:authenticate
                """);
        List<String> options = List.of(
                "--app-name", "basic-auth", "--no-serve-artifacts", "--default-artifact-root", "s3://models/interop");
        Map<String, String> variables = Map.of(
                "MLFLOW_AUTH_CONFIG_PATH",
                settings.toString(),
                "MLFLOW_AUTH_ADMIN_PASSWORD",
                PASSWORD,
                "MLFLOW_FLASK_SERVER_SECRET_KEY",
                "interop-secret-4711",
                "INTEROP_TOKEN",
                TOKEN,
                "PYTHONPATH",
                plugins.toString());
        try (RealMlflowServer server = RealMlflowServer.start(options, variables, null)) {
            refuses(config(server).bearerToken("another-token").build(), "another-token");
            try (Tracker tracker = Tracker.open(
                            "guarded", config(server).bearerToken(TOKEN).build());
                    Run run = tracker.startRun("elsewhere")) {
                run.logMetric("rmse", 0.5);
                assertThatThrownBy(() -> run.artifacts().logText("hello", "hello.txt"))
                        .isInstanceOf(ClientException.class)
                        .hasMessageContaining("'s3:'")
                        .hasMessageContaining("--serve-artifacts");
                run.finish();
                assertThat(tracker.runs().get(run.id()).metrics()).containsEntry("rmse", 0.5);
            }
        }
    }

    private ClientConfigBuilder config(RealMlflowServer server) {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(work.resolve("cache"));
    }

    /** Every kind of request: JSON of all verbs, artifacts up and down. */
    private static void logsAndRegisters(ClientConfig config) throws IOException {
        try (Tracker tracker = Tracker.open("guarded", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("guarded")) {
            run.logParam("depth", 3);
            run.logMetric("rmse", 0.5);
            run.artifacts().logText("hello", "hello.txt");
            registry.setAlias(
                    registry.register("guarded", run.logModel("house", HouseModel.bundle()::writeTo)), "champion");
            run.finish();
            assertThat(tracker.runs().get(run.id()).status()).isEqualTo(RunStatus.FINISHED);
            assertThat(registry.download(registry.resolve("models:/guarded@champion")))
                    .isDirectoryContaining("glob:**MLmodel");
        }
    }

    private static void refuses(ClientConfig config, String secret) {
        assertThatThrownBy(() -> Tracker.open("guarded", config))
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.status()).isEqualTo(401))
                .message()
                .contains("401")
                .doesNotContain(secret);
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
