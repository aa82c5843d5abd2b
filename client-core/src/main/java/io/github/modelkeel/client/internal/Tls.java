package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Whom to trust, and who we are. */
final class Tls {
    private static final System.Logger LOG = System.getLogger(Tls.class.getName());
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    static void configure(OkHttpClient.Builder builder, ClientConfig config) {
        if (config.insecureTls()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "MLFLOW_TRACKING_INSECURE_TLS is on: the server's certificate is NOT checked, and anybody on the way can"
                            + " read and change what is sent, credentials included");
            builder.hostnameVerifier((host, session) -> true);
        } else if (config.serverCertPath().isEmpty()
                && config.clientCertPath().isEmpty()
                && config.caBundle().isEmpty()) {
            return; // what the JVM does by itself
        }
        try {
            KeyManager @Nullable [] keys = config.clientCertPath().isPresent()
                    ? identity(config.clientCertPath().get())
                    : null;
            X509TrustManager trusted = trusted(config);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trusted}, new SecureRandom());
            builder.sslSocketFactory(context.getSocketFactory(), trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager trusted(ClientConfig config) throws GeneralSecurityException, IOException {
        if (config.insecureTls()) {
            return new TrustEverybody();
        }
        PemFile pem = null;
        if (config.serverCertPath().isPresent()) {
            pem = PemFile.read(
                    "MLFLOW_TRACKING_SERVER_CERT_PATH", config.serverCertPath().get());
        } else if (config.caBundle().isPresent()) {
            pem = PemFile.read("REQUESTS_CA_BUNDLE", config.caBundle().get());
        }
        return trusted(pem);
    }

    /** Storage at other addresses: only what is trusted everywhere. */
    static void configureStorage(OkHttpClient.Builder builder, ClientConfig config) {
        if (config.caBundle().isEmpty()) {
            return;
        }
        try {
            X509TrustManager trusted =
                    trusted(PemFile.read("REQUESTS_CA_BUNDLE", config.caBundle().get()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusted}, new SecureRandom());
            builder.sslSocketFactory(context.getSocketFactory(), trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager trusted(@Nullable PemFile pem) throws GeneralSecurityException, IOException {
        @Nullable KeyStore store = null; // what the JVM trusts
        if (pem != null) {
            store = emptyStore();
            int number = 0;
            for (X509Certificate certificate : pem.certificates()) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static KeyManager[] identity(Path file) throws GeneralSecurityException, IOException {
        PemFile pem = PemFile.read("MLFLOW_TRACKING_CLIENT_CERT_PATH", file);
        List<X509Certificate> chain = pem.certificates();
        KeyStore store = emptyStore();
        store.setKeyEntry("client", pem.privateKey(), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    /** Trusts any certificate; used only when the user's environment asks for it. */
    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // nothing to check: the user asked for no check
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // nothing to check: the user asked for no check
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
