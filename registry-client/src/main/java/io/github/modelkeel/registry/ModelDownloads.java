package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.internal.Connection;
import io.github.modelkeel.client.internal.FileTree;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.registry.cache.CacheGuard;
import io.github.modelkeel.registry.cache.CacheLeases;
import io.github.modelkeel.registry.cache.CacheTrim;
import io.github.modelkeel.registry.cache.ModelCache;
import io.github.modelkeel.registry.cache.ModelCache.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Models' files: from the cache, else fetched into it. One thread of this registry fetches a model while the others wait for it. */
final class ModelDownloads {
    private final Connection connection;
    private final SignaturePolicy signaturePolicy;
    private final long maxCacheBytes;
    private final ModelCache cache;
    private final CacheLeases leases;
    private final CacheTrim trim;
    private final String origin;
    private final ConcurrentHashMap<List<String>, ReentrantLock> fetching = new ConcurrentHashMap<>();

    ModelDownloads(Connection connection, SignaturePolicy signaturePolicy, long maxCacheBytes) {
        this.connection = connection;
        this.signaturePolicy = signaturePolicy;
        this.maxCacheBytes = maxCacheBytes;
        ClientConfig config = connection.config();
        this.cache = new ModelCache(config.cacheDirectory());
        CacheGuard guard = CacheGuard.of(cache.root());
        this.leases = new CacheLeases(guard, System::nanoTime);
        this.trim = new CacheTrim(cache.root(), guard, cache);
        this.origin = identity(config.registryUri()) + " " + identity(config.trackingUri());
    }

    private ModelFetch fetch() {
        return new ModelFetch(connection.artifacts(), connection.config().maxModelBytes());
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
        return download(model, signaturePolicy).directory();
    }

    /** The files of a model that is about to be signed. */
    ModelManifest unsigned(ResolvedModel model) {
        return download(model, new SignaturePolicy(null, ModelVerifier.Policy.OFF))
                .manifest();
    }

    private Tree download(ResolvedModel model, SignaturePolicy required) {
        required.checkWhole(model);
        List<String> key = contentKey(model);
        try {
            Optional<Tree> cached = find(key, model, required);
            Tree tree = cached.isPresent() ? cached.get() : fetchOnce(model, key, required);
            remember(model, tree.directory());
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use the model cache for " + model.label() + ": " + e.getMessage(), e);
        }
    }

    Optional<Path> cached(String name, int version) {
        try {
            List<String> key = versionKey(name, version);
            Optional<ResolvedModel> model = cache.note(key).map(ModelDownloads::resolved);
            return model.isPresent() ? find(key, model.get(), signaturePolicy).map(Tree::directory) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model cache: " + e.getMessage(), e);
        }
    }

    /** Gives back the leases. */
    void close() {
        leases.close();
    }

    Optional<ResolvedModel> lastKnown(ModelUri uri) {
        if (!uri.path().isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<JsonValue> note = switch (uri.kind()) {
                case ALIAS -> cache.note(aliasKey(uri.name(), uri.selector()));
                case VERSION -> cache.note(versionKey(uri.name(), Integer.parseInt(uri.selector())));
                case LATEST, STAGE, MODEL_ID, RUN, ARTIFACTS -> Optional.empty();
            };
            return note.map(ModelDownloads::resolved);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model cache: " + e.getMessage(), e);
        }
    }

    private Tree fetchOnce(ResolvedModel model, List<String> key, SignaturePolicy required) throws IOException {
        if (connection.isClosed()) {
            throw new IllegalStateException("this registry is closed");
        }
        ReentrantLock lock = fetching.computeIfAbsent(key, k -> new ReentrantLock());
        lock.lock();
        try {
            Optional<Tree> meanwhile = find(key, model, required);
            return meanwhile.isPresent() ? meanwhile.get() : fetch(model, required);
        } finally {
            lock.unlock();
        }
    }

    private Tree fetch(ResolvedModel model, SignaturePolicy required) throws IOException {
        Path temporary = cache.createTemporary();
        try {
            fetch().into(temporary, model);
            Tree fetched = new Tree(temporary, ModelManifest.of(temporary, Set.of()));
            required.check(model, fetched);
            String digest = fetched.manifest().digest();
            Tree tree = held(digest, model, required, () -> cache.publish(temporary, digest))
                    .orElseThrow(() -> new IOException("the cached copy vanished or was changed at once: " + digest));
            trim.toAtMost(maxCacheBytes);
            return tree;
        } finally {
            FileTree.delete(temporary);
        }
    }

    private Optional<Tree> find(List<String> key, ResolvedModel model, SignaturePolicy required) throws IOException {
        Optional<JsonValue> note = cache.note(key);
        String digest = note.map(json -> json.path("tree").asText("")).orElse("");
        return digest.matches("[0-9a-f]{64}") ? held(digest, model, required, () -> {}) : Optional.empty();
    }

    /** Something that puts a tree into the cache. */
    private interface Step {
        void run() throws IOException;
    }

    /** The tree of a digest, leased from before the first look at it. */
    private Optional<Tree> held(String digest, ResolvedModel model, SignaturePolicy required, Step first)
            throws IOException {
        boolean isHeld = leases.hold(digest);
        boolean isHandedOut = false;
        try {
            first.run();
            Optional<Tree> tree = cache.find(digest);
            if (tree.isEmpty() || !required.accepts(model, tree.get())) {
                return Optional.empty();
            }
            if (isHeld) {
                String name = model.name();
                leases.handedOut(digest, name == null ? model.artifactUri() : name);
            }
            isHandedOut = true;
            return tree;
        } finally {
            if (isHeld && !isHandedOut) {
                leases.letGo(digest);
            }
        }
    }

    /** Notes which tree a model is, under its content, its version and its alias. */
    void remember(ResolvedModel model, Path tree) throws IOException {
        JsonObject note = note(model, tree);
        cache.noteIfNew(contentKey(model), note);
        String name = model.name();
        if (name != null && model.path().isEmpty()) {
            cache.noteIfNew(versionKey(name, model.version()), note);
            if (model.alias() != null) {
                cache.noteIfNew(aliasKey(name, model.alias()), note.deepCopy().put("kind", "alias"));
            }
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

    private static JsonObject note(ResolvedModel model, Path tree) {
        JsonObject note =
                Json.object().put("tree", tree.getFileName().toString()).put("version", model.version());
        note.put("artifact_uri", model.artifactUri());
        putIfKnown(note, "name", model.name());
        putIfKnown(note, "alias", model.alias());
        putIfKnown(note, "model_id", model.modelId());
        putIfKnown(note, "manifest", model.manifestDigest());
        return note;
    }

    private static void putIfKnown(JsonObject note, String field, @Nullable String value) {
        if (value != null) {
            note.put(field, value);
        }
    }

    private static ResolvedModel resolved(JsonValue note) {
        return new ResolvedModel(
                Json.optionalString(note, "name"),
                (int) Json.int64(note, "version"),
                Json.optionalString(note, "alias"),
                Json.string(note, "artifact_uri"),
                Json.optionalString(note, "model_id"),
                Json.optionalString(note, "manifest"));
    }
}
