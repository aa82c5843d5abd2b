package io.github.modelkeel.registry;

import io.github.modelkeel.registry.ModelVerifier.Policy;
import io.github.modelkeel.registry.cache.ModelCache;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a registry's settings make of a tree's signature. Safe for use by multiple threads. */
final class SignaturePolicy {
    private static final System.Logger LOG = System.getLogger(SignaturePolicy.class.getName());

    private final @Nullable ModelVerifier verifier;
    private final Policy policy;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    SignaturePolicy(@Nullable ModelVerifier verifier, Policy policy) {
        this.verifier = verifier;
        this.policy = verifier == null ? Policy.OFF : policy;
    }

    /** Refuses what the policy does not allow, before anything is fetched. */
    void checkWhole(ResolvedModel model) {
        if (policy == Policy.REQUIRE && !model.path().isEmpty()) {
            throw new ModelIntegrityException(
                    model.label() + ": a signature covers the whole model, so a part cannot be verified; download the"
                            + " whole and take " + model.path() + " from it",
                    null);
        }
    }

    /** Refuses a tree whose signature is missing or wrong, or warns of it. */
    void check(ResolvedModel model, ModelCache.Tree tree) throws IOException {
        ModelVerifier configured = verifier;
        if (configured == null || policy == Policy.OFF) {
            return;
        }
        try {
            configured.verify(tree.directory(), tree.manifest());
        } catch (ModelIntegrityException e) {
            if (policy == Policy.REQUIRE) {
                throw ModelIntegrityException.of(model, e);
            }
            if (warned.add(tree.manifest().digest())) {
                LOG.log(System.Logger.Level.WARNING, () -> model.label() + " is used although: " + e.getMessage());
            }
        }
    }

    /** The same for a tree that was cached, perhaps before it was signed. */
    boolean accepts(ResolvedModel model, ModelCache.Tree tree) throws IOException {
        try {
            check(model, tree);
            return true;
        } catch (ModelIntegrityException e) {
            LOG.log(System.Logger.Level.WARNING, "the cached copy is left aside: " + e.getMessage());
            return false;
        }
    }
}
