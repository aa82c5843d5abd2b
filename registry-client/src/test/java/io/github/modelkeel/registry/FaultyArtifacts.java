package io.github.modelkeel.registry;

import com.sun.net.httpserver.HttpExchange;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A model's files on a server that spoils one answer in a trial: which one and how comes from the seed. Safe for use by multiple threads. */
final class FaultyArtifacts {
    /** What can become of a file on its way. */
    enum Fault {
        NONE,
        CUT_WITH_LENGTH,
        CUT_AT_CLOSE,
        BIT,
        OTHER_FILE,
        OTHER_VERSION,
        LONGER,
        EMPTY,
        LISTING_CHANGES,
        EMPTY_LISTING
    }

    private final Map<String, byte[]> files;
    private final Map<String, byte[]> otherVersion;
    private final SplittableRandom random;
    final Fault fault;
    private int spoilAt;

    FaultyArtifacts(long seed) throws IOException {
        random = new SplittableRandom(seed);
        files = version(7);
        otherVersion = version(8);
        fault = Fault.values()[random.nextInt(Fault.values().length)];
        spoilAt = random.nextInt(files.size());
    }

    /** The same sizes in every version. */
    private static Map<String, byte[]> version(long seed) {
        SplittableRandom content = new SplittableRandom(seed);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("MLmodel", "a.bin", "b.bin", "c.bin")) {
            byte[] bytes = new byte[2000 + 60_000 * (files.size() % 2)];
            content.nextBytes(bytes);
            files.put(name, bytes);
        }
        List<ModelManifest.Entry> entries = new ArrayList<>();
        files.forEach((name, bytes) -> entries.add(new ModelManifest.Entry(name, bytes.length, Sha256.of(bytes))));
        files.put(ModelManifest.FILE_NAME, new ModelManifest(entries).toBytes());
        return files;
    }

    Map<String, byte[]> files() {
        return files;
    }

    String digest() {
        return Sha256.of(files.getOrDefault(ModelManifest.FILE_NAME, new byte[0]));
    }

    synchronized void handle(HttpExchange exchange) throws IOException {
        if (FakeServer.isListing(exchange)) {
            list(exchange);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] content = files.getOrDefault(name, new byte[0]);
        boolean spoil = spoilAt-- == 0;
        switch (spoil ? fault : Fault.NONE) {
            case NONE, LISTING_CHANGES, EMPTY_LISTING -> FakeServer.answer(exchange, content);
            case CUT_WITH_LENGTH -> send(exchange, content, content.length, random.nextInt(content.length));
            case CUT_AT_CLOSE -> {
                exchange.getResponseHeaders().set("Connection", "close");
                send(exchange, content, 0, random.nextInt(content.length));
            }
            case BIT -> {
                byte[] changed = content.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                FakeServer.answer(exchange, changed);
            }
            case OTHER_FILE ->
                FakeServer.answer(exchange, files.getOrDefault(name.equals("a.bin") ? "c.bin" : "a.bin", content));
            case OTHER_VERSION -> FakeServer.answer(exchange, otherVersion.getOrDefault(name, content));
            case LONGER -> FakeServer.answer(exchange, java.util.Arrays.copyOf(content, content.length + 1));
            case EMPTY -> FakeServer.answer(exchange, new byte[0]);
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        JsonObject listing = Json.object();
        if (fault == Fault.EMPTY_LISTING) {
            FakeServer.answer(exchange, Json.bytes(listing));
            return;
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (fault != Fault.LISTING_CHANGES || !file.getKey().equals("b.bin")) {
                listing.withArray("files")
                        .addObject()
                        .put("path", file.getKey())
                        .put("is_dir", false)
                        .put("file_size", file.getValue().length);
            }
        }
        FakeServer.answer(exchange, Json.bytes(listing));
    }

    /** Sends less than was announced, or as much as comes until the end of the connection when nothing is announced. */
    private static void send(HttpExchange exchange, byte[] content, int announced, int sent) throws IOException {
        exchange.sendResponseHeaders(200, announced);
        OutputStream out = exchange.getResponseBody();
        out.write(content, 0, sent);
        out.flush();
    }
}
