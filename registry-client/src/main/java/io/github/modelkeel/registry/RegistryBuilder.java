package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Registry}. By default the servers are those that the environment names, signatures are not looked at, and the cache
 * keeps 10 GiB. Not thread-safe.
 */
public final class RegistryBuilder {
    private @Nullable ClientConfig config;
    private @Nullable ModelVerifier verifier;
    private ModelVerifier.Policy policy = ModelVerifier.Policy.OFF;
    private long maxCacheBytes = 10L << 30;

    RegistryBuilder() {}

    /**
     * Says where the servers are and how to talk to them.
     *
     * @param config the configuration; by default the environment's
     * @return this builder
     */
    public RegistryBuilder config(ClientConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Requires that every model that is downloaded or comes from the cache is signed with a trusted key.
     *
     * @param verifier says who is trusted
     * @return this builder
     */
    public RegistryBuilder requireSignedBy(ModelVerifier verifier) {
        return requireSignedBy(verifier, ModelVerifier.Policy.REQUIRE);
    }

    /**
     * Says who may sign models, and what happens with other models.
     *
     * @param verifier says who is trusted
     * @param policy what happens with a model whose signature is missing or wrong
     * @return this builder
     */
    public RegistryBuilder requireSignedBy(ModelVerifier verifier, ModelVerifier.Policy policy) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.policy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * How many bytes of models the cache may hold. When a download brings it above, models go that were not handed out for longest, in
     * any process; first those that no alias pointed to last. A model stays while an open registry handed it out, but for one that
     * was followed by a newer version of the same model and was handed out more than an hour ago. So the bound can be exceeded by
     * what is in use, and while a download is being made.
     *
     * @param bytes the bytes
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public RegistryBuilder maxCacheBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxCacheBytes must not be negative: " + bytes);
        }
        this.maxCacheBytes = bytes;
        return this;
    }

    /**
     * Opens the registry. Nothing is sent to a remote server yet.
     *
     * @return the registry
     */
    public Registry open() {
        ClientConfig chosen = config != null ? config : ClientConfig.fromEnvironment();
        return new Registry(chosen, new SignaturePolicy(verifier, policy), maxCacheBytes);
    }
}
