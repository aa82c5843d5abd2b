package io.github.modelkeel.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Models' files: from the cache, else fetched into it. One thread of this registry fetches a model while the others wait for it. */
final class ModelDownloads {
    private final Connection connection;
    private final ModelCache cache;
    private final ModelFetch fetch;
    private final String origin;
    private final ConcurrentHashMap<List<String>, ReentrantLock> fetching = new ConcurrentHashMap<>();

    ModelDownloads(Connection connection) {
        this.connection = connection;
        ClientConfig config = connection.config();
        this.cache = new ModelCache(config.cacheDirectory());
        this.fetch = new ModelFetch(connection.artifacts(), config.maxModelBytes());
        this.origin = identity(config.registryUri()) + " " + identity(config.trackingUri());
    }

    /** The embedded server has another port each time, but always the same directory. */
    private static String identity(String uri) {
        return uri.startsWith("local:")
                ? "local:"
                        + Path.of(uri.substring("local:".length()))
                                .toAbsolutePath()
                                .normalize()
                : uri;
    }

    Path download(ResolvedModel model) {
        List<String> key = contentKey(model);
        try {
            Optional<Path> cached = find(key);
            if (cached.isEmpty()) {
                cached = Optional.of(fetchOnce(model, key));
            }
            remember(model, cached.get());
            return cached.get();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use the model cache for " + model.label() + ": " + e.getMessage(), e);
        }
    }

    Optional<Path> cached(String name, int version) {
        try {
            return find(versionKey(name, version));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model cache: " + e.getMessage(), e);
        }
    }

    Optional<ResolvedModel> lastKnown(ModelUri uri) {
        if (!uri.path().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<JsonNode> note = switch (uri.kind()) {
                case ALIAS -> cache.note(aliasKey(uri.name(), uri.selector()));
                case VERSION -> cache.note(versionKey(uri.name(), Integer.parseInt(uri.selector())));
                case LATEST, STAGE, MODEL_ID, RUN, ARTIFACTS -> Optional.empty();
            };
            return note.map(ModelDownloads::resolved);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model cache: " + e.getMessage(), e);
        }
    }

    private Path fetchOnce(ResolvedModel model, List<String> key) throws IOException {
        if (connection.isClosed()) {
            throw new IllegalStateException("this registry is closed");
        }
        ReentrantLock lock = fetching.computeIfAbsent(key, k -> new ReentrantLock());
        lock.lock();
        try {
            Optional<Path> meanwhile = find(key);
            return meanwhile.isPresent() ? meanwhile.get() : fetch(model);
        } finally {
            lock.unlock();
        }
    }

    private Path fetch(ResolvedModel model) throws IOException {
        Path temporary = cache.createTemporary();
        try {
            fetch.into(temporary, model);
            String tree = cache.publish(temporary);
            return cache.find(tree)
                    .orElseThrow(() -> new IOException("the cached copy vanished or was changed at once: " + tree));
        } finally {
            FileTree.delete(temporary);
        }
    }

    private Optional<Path> find(List<String> key) throws IOException {
        Optional<JsonNode> note = cache.note(key);
        String tree = note.map(json -> json.path("tree").asText("")).orElse("");
        return tree.matches("[0-9a-f]{64}") ? cache.find(tree) : Optional.empty();
    }

    private void remember(ResolvedModel model, Path tree) throws IOException {
        JsonNode note = note(model, tree);
        noteIfNew(contentKey(model), note);
        String name = model.name();
        if (name != null && model.path().isEmpty()) {
            noteIfNew(versionKey(name, model.version()), note);
            if (model.alias() != null) {
                noteIfNew(aliasKey(name, model.alias()), note);
            }
        }
    }

    private void noteIfNew(List<String> key, JsonNode note) throws IOException {
        if (!cache.note(key).equals(Optional.of(note))) {
            cache.note(key, note);
        }
    }

    private List<String> contentKey(ResolvedModel model) {
        return List.of("content", origin, model.artifactUri(), String.valueOf(model.manifestDigest()));
    }

    private List<String> versionKey(String name, int version) {
        return List.of("version", origin, name, Integer.toString(version));
    }

    private List<String> aliasKey(String name, String alias) {
        return List.of("alias", origin, name, alias);
    }

    private static JsonNode note(ResolvedModel model, Path tree) {
        ObjectNode note =
                Json.object().put("tree", tree.getFileName().toString()).put("version", model.version());
        note.put("artifact_uri", model.artifactUri());
        putIfKnown(note, "name", model.name());
        putIfKnown(note, "alias", model.alias());
        putIfKnown(note, "model_id", model.modelId());
        putIfKnown(note, "manifest", model.manifestDigest());
        return note;
    }

    private static void putIfKnown(ObjectNode note, String field, @Nullable String value) {
        if (value != null) {
            note.put(field, value);
        }
    }

    private static ResolvedModel resolved(JsonNode note) {
        return new ResolvedModel(
                Json.optionalString(note, "name"),
                (int) Json.int64(note, "version"),
                Json.optionalString(note, "alias"),
                Json.string(note, "artifact_uri"),
                Json.optionalString(note, "model_id"),
                Json.optionalString(note, "manifest"));
    }
}
