package io.github.modelkeel.serving.source;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.registry.ModelUri;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.registry.RegistryBuilder;
import io.github.modelkeel.registry.ResolvedModel;
import io.github.modelkeel.serving.version.UnloadableModelException;
import io.github.modelkeel.serving.version.VerifiedModel;
import io.github.modelkeel.serving.version.VersionId;
import io.github.modelkeel.serving.version.VersionSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one address in a registry. Safe for use by multiple threads.
 *
 * <p>Look-ups use no retries of the client: the next check is one, and an outage would be announced at each of them. They ask a second
 * time at once, since a kept-alive connection that the server closed meanwhile looks like an outage. Downloads use the retries of the
 * configuration.
 */
public final class RegistrySource implements VersionSource {
    private static final String LOCAL = "local:";

    private final Registry registry;
    private final Registry downloads;
    private final ModelUri uri;
    private volatile @Nullable Seen seen;

    private RegistrySource(Registry registry, Registry downloads, ModelUri uri) {
        this.registry = registry;
        this.downloads = downloads;
        this.uri = uri;
    }

    public static RegistrySource open(ModelUri uri, ClientConfig config) {
        return open(uri, config, builder -> builder);
    }

    /** With settings for the registry that downloads. */
    public static RegistrySource open(ModelUri uri, ClientConfig config, UnaryOperator<RegistryBuilder> settings) {
        Registry registry = Registry.open(config.newBuilder().maxRetries(0).build());
        try {
            return new RegistrySource(
                    registry, settings.apply(Registry.builder().config(config)).open(), uri);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Which registry a configuration means, for what is kept in this process and on this machine. */
    public static String identity(ClientConfig config) {
        String address = config.registryUri();
        if (address.startsWith(LOCAL)) {
            address = LOCAL
                    + Path.of(address.substring(LOCAL.length()))
                            .toAbsolutePath()
                            .normalize();
        }
        return address + "\n" + config.workspace().orElse("");
    }

    @Override
    public boolean canMove() {
        return switch (uri.kind()) {
            case ALIAS, LATEST, STAGE -> true;
            case VERSION, MODEL_ID, RUN, ARTIFACTS -> false;
        };
    }

    /**
     * A registered model that was deleted and made again can have the same number for other files, which its source shows. The source
     * of the first answer for a version is taken for its own.
     */
    @Override
    public boolean stillNames(VersionId id) {
        if (uri.kind() != ModelUri.Kind.ALIAS) {
            return resolve().id().equals(id);
        }
        ModelVersion now = twice(() -> registry.getByAlias(uri.name(), uri.selector()));
        if (now.version() != id.version()) {
            return false;
        }
        Seen before = seen;
        if (before == null || !before.id.equals(id)) {
            seen = new Seen(id, now.source());
            return true;
        }
        return before.source.equals(now.source());
    }

    @Override
    public Candidate resolve() {
        return new InRegistry(twice(() -> registry.resolve(uri)));
    }

    private static <T> T twice(Supplier<T> question) {
        try {
            return question.get();
        } catch (ServerUnavailableException e) {
            if (e.status() != 0 || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return question.get();
        }
    }

    @Override
    public Candidate remembered(VersionId id) {
        boolean registered = id.version() > 0;
        return new InRegistry(new ResolvedModel(
                registered ? id.name() : null,
                id.version(),
                null,
                id.source(),
                registered ? null : id.name(),
                id.digest()));
    }

    @Override
    public void close() {
        Closeables.all(List.of(registry, downloads));
    }

    private static VersionId id(ResolvedModel model) {
        String name = model.name();
        return new VersionId(
                name == null ? model.label() : name, model.version(), model.artifactUri(), model.manifestDigest());
    }

    private record Seen(VersionId id, String source) {}

    private final class InRegistry implements Candidate {
        private final ResolvedModel model;

        InRegistry(ResolvedModel model) {
            this.model = model;
        }

        @Override
        public VersionId id() {
            return RegistrySource.id(model);
        }

        @Override
        public VerifiedModel load() {
            Path directory = downloads.download(model);
            try {
                return LocalModel.parsed(directory);
            } catch (ModelRefusedException e) {
                throw new UnloadableModelException(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
            }
        }
    }
}
