package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority in a directory, made with the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path authority;

    Certificates(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.authority = directory.resolve("authority.p12");
        makeKey(authority, "CN=Test authority", "-ext", "bc:c");
    }

    /** The authority's certificate as a PEM file. */
    Path authorityPem() throws IOException, InterruptedException {
        Path pem = directory.resolve("authority.pem");
        keytool(authority, "-exportcert", "-rfc", "-file", pem.toString());
        return pem;
    }

    /** A key store with a key, its certificate by the authority, and the authority's certificate. */
    Path issue(String name, String... options) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        makeKey(store, "CN=" + name);
        Path request = directory.resolve(name + ".csr");
        Path answer = directory.resolve(name + ".pem");
        keytool(store, "-certreq", "-file", request.toString());
        List<String> sign = new ArrayList<>(
                List.of("-gencert", "-rfc", "-infile", request.toString(), "-outfile", answer.toString()));
        sign.addAll(List.of(options));
        keytool(authority, sign.toArray(String[]::new));
        keytool(
                "authority",
                store,
                "-importcert",
                "-noprompt",
                "-file",
                authorityPem().toString());
        keytool(store, "-importcert", "-noprompt", "-file", answer.toString());
        return store;
    }

    /** The certificate and the key of a store as one PEM file. */
    Path pem(String name) throws IOException, GeneralSecurityException {
        String key = Base64.getMimeEncoder()
                .encodeToString(load(directory.resolve(name + ".p12"))
                        .getKey("key", PASSWORD.toCharArray())
                        .getEncoded());
        return Files.writeString(
                directory.resolve(name + "-with-key.pem"),
                Files.readString(directory.resolve(name + ".pem"), StandardCharsets.US_ASCII)
                        + "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    /** What a server uses that has the key of a store and believes the authority. */
    static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(load(store));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static void makeKey(Path store, String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30", "-dname", name));
        command.addAll(List.of(options));
        keytool(store, command.toArray(String[]::new));
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        keytool("key", store, arguments);
    }

    private static void keytool(String alias, Path store, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-keystore", store.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + output);
        }
    }
}
