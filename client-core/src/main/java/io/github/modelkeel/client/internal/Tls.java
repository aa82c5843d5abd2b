package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Whom to trust. */
final class Tls {
    private static final System.Logger LOG = System.getLogger(Tls.class.getName());

    private Tls() {}

    static void configure(OkHttpClient.Builder builder, ClientConfig config) {
        if (config.insecureTls()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "MLFLOW_TRACKING_INSECURE_TLS is on: the server's certificate is NOT checked, and anybody on the way can"
                            + " read and change what is sent, credentials included");
            trust(builder, new TrustEverybody());
            builder.hostnameVerifier((host, session) -> true);
        } else {
            config.serverCertPath().ifPresent(pem -> trust(builder, trustedIn(pem)));
        }
    }

    private static void trust(OkHttpClient.Builder builder, X509TrustManager manager) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
            builder.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot set up TLS", e);
        }
    }

    private static X509TrustManager trustedIn(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "MLFLOW_TRACKING_SERVER_CERT_PATH must name a PEM file with certificates: " + pem);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "MLFLOW_TRACKING_SERVER_CERT_PATH must name a readable PEM file with certificates: " + pem, e);
        }
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
