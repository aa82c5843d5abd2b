package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority, what it issues, and the PEM files that users have of both. */
final class Certificates {
    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** The authority's certificate as a PEM file. */
    Path authorityPem() throws IOException {
        return Files.writeString(directory.resolve("authority.pem"), authority.certificatePem());
    }

    /** A key with its certificate by the authority. */
    HeldCertificate issue(UnaryOperator<HeldCertificate.Builder> settings) {
        return settings.apply(new HeldCertificate.Builder()).signedBy(authority).build();
    }

    /** A certificate and its key as one PEM file. */
    Path pem(HeldCertificate certificate) throws IOException {
        return Files.writeString(
                directory.resolve("with-key.pem"), certificate.certificatePem() + certificate.privateKeyPkcs8Pem());
    }

    /** What a server uses that has a key and believes the authority. */
    SSLContext context(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(authority.certificate())
                .build()
                .sslContext();
    }
}
