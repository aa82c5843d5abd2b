package io.github.modelkeel.cli.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a model. Immutable. What is not known is empty, and said to be absent by every form of the card.
 *
 * @param address what was asked for
 * @param name the registered model's name, else the address
 * @param version the version; empty without one
 * @param description the version's description; empty without one
 * @param flavor the format of the files, their class and library; empty without an {@code MLmodel}
 * @param signature what goes in and out; empty if the files declare none
 * @param check how the model was checked on this machine, or why it cannot be read
 * @param task {@code classification} or {@code regression}; empty if the model cannot be read
 * @param run the run that made it; empty if none is known
 * @param decisions what gates decided, by alias
 * @param profile the data it was trained on; empty if no profile was logged
 * @param manifest SHA-256 of the manifest; empty without one
 * @param files the model's files
 * @param lineage where the model came from, by what it is
 */
public record CardFacts(
        String address,
        String name,
        String version,
        String description,
        Map<String, String> flavor,
        Optional<Signature> signature,
        String check,
        String task,
        Optional<Training> run,
        List<Decision> decisions,
        Optional<Profile> profile,
        String manifest,
        List<FileDigest> files,
        Map<String, String> lineage) {

    /** Inputs and outputs; without outputs where none are declared. */
    public record Signature(List<Field> inputs, List<Field> outputs) {}

    /** A column or a tensor. */
    public record Field(String name, String type, boolean required) {}

    /** What a run logged. */
    public record Training(
            String id, Map<String, Double> metrics, Map<String, String> params, List<DataSet> dataSets) {}

    /** Data that a run used. */
    public record DataSet(String name, String context, String digest, String source) {}

    /** What became of a promotion to an alias. */
    public record Decision(String alias, String outcome, String time, List<Gate> gates) {}

    /** What a gate said. */
    public record Gate(String rule, String outcome, String reason) {}

    /** The data that the model was trained on, in short. */
    public record Profile(long rows, List<ProfileColumn> columns) {}

    /** A column of them. */
    public record ProfileColumn(String name, String missing) {}

    /** A file of the model. */
    public record FileDigest(String path, long bytes, String sha256) {}
}
