package io.github.modelkeel.formats;

import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.Optional;

/**
 * Reads the models of one of Python's libraries. {@link ModelBundle#read} finds readers with {@link java.util.ServiceLoader}, among the
 * jars that are beside its own, and chooses one by the flavor in {@code MLmodel}: {@code modelkeel-model-boosters},
 * {@code modelkeel-model-sklearn} and {@code modelkeel-model-onnx} bring one each. Implementations are safe for use by multiple threads,
 * and have a public constructor without parameters.
 *
 * <p>A reader is given bytes and no path: which files may be opened, how large they may be and where links may lead is decided before, in
 * one place. What it is given is not trusted.
 */
public interface ModelReader {
    /**
     * The flavors whose models it reads.
     *
     * @return names of flavors as in {@code MLmodel}, {@code xgboost} for instance; at least one
     */
    List<String> flavors();

    /**
     * Reads a model.
     *
     * @param flavor what {@code MLmodel} says about the model
     * @param content the bytes of the model's file, at most 512 MiB, which must not be changed
     * @return the model; empty when the file has a form that this reader leaves to another one of the same flavor
     * @throws ModelRefusedException if the file is broken or too large, or holds what is not supported; the message names the file and the
     *     reason
     * @throws IllegalArgumentException if it describes no valid model; becomes a {@link ModelRefusedException} that names the file
     */
    Optional<ScoringModel> read(ModelFlavor flavor, byte[] content);

    /**
     * Reads a preprocessor and a model that were saved as two files, without an {@code MLmodel}.
     *
     * @param flavor the flavor and the name of the model's file; nothing else is known
     * @param content the bytes of the model's file
     * @param preprocessorFile the name of the preprocessor's file, for messages
     * @param preprocessor the bytes of the preprocessor's file
     * @return the model; empty, as here, when this reader reads no such pairs
     * @throws ModelRefusedException as for {@link #read(ModelFlavor, byte[])}
     * @throws IllegalArgumentException as for {@link #read(ModelFlavor, byte[])}
     */
    default Optional<ScoringModel> read(
            ModelFlavor flavor, byte[] content, String preprocessorFile, byte[] preprocessor) {
        return Optional.empty();
    }
}
