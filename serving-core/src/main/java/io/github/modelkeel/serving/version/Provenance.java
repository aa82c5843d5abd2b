package io.github.modelkeel.serving.version;

import io.github.modelkeel.model.Output;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where predictions come from.
 *
 * @param id the version
 * @param outputOfValue makes the output of a value, for a model whose value is all there is to say; it does not keep the model
 * @param reason why it was this version
 */
public record Provenance(VersionId id, @Nullable DoubleFunction<Output> outputOfValue, Reason reason) {
    /** The same for another reason. */
    public Provenance with(Reason other) {
        return new Provenance(id, outputOfValue, other);
    }
}
