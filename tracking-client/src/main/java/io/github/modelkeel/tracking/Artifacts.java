package io.github.modelkeel.tracking;

import io.github.modelkeel.client.internal.ArtifactStore;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.tracking.artifact.ArtifactRun;
import io.github.modelkeel.tracking.artifact.Documents;
import io.github.modelkeel.tracking.artifact.Figures;
import io.github.modelkeel.tracking.artifact.Images;
import io.github.modelkeel.tracking.artifact.RunArtifacts;
import io.github.modelkeel.tracking.artifact.Tables;
import io.github.modelkeel.tracking.request.TrackingApi;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The artifacts of a run: what is made in memory is logged here (texts, tables, figures, images), and all of them are listed and fetched.
 * {@link Run#logArtifact(Path)} logs what is in a file already. Safe for use by multiple threads.
 *
 * <p>Logging to a run that has ended is an {@link IllegalStateException}; reading is always allowed.
 */
public final class Artifacts {
    private final Runnable ensureOpen;
    private final RunArtifacts files;
    private final ArtifactRun data;
    private final Tables tables;

    Artifacts(Runnable ensureOpen, TrackingApi api, ArtifactRun data, RunArtifacts files) {
        this.ensureOpen = ensureOpen;
        this.files = files;
        this.data = data;
        this.tables = new Tables(data, files, this::images, api);
    }

    /** Behind a method, because a JVM without the module java.desktop can do all the rest. */
    private Images images() {
        return new Images(data, files);
    }

    /**
     * Sends a text as a file in UTF-8.
     *
     * @param text the text
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logText(String text, String artifactFile) {
        Objects.requireNonNull(artifactFile, "artifactFile");
        Texts.wellFormed("the text of " + artifactFile, Objects.requireNonNull(text, "text"));
        logBytes(text.getBytes(StandardCharsets.UTF_8), artifactFile);
    }

    /**
     * Sends bytes as a file.
     *
     * @param content the bytes
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logBytes(byte[] content, String artifactFile) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen.run();
        files.bytes(content, artifactFile);
    }

    /**
     * Sends maps, lists and plain values as a file: YAML when its name ends in {@code .yaml} or {@code .yml}, else JSON. What is
     * none of these is written as its text. JSON has no NaN and no infinities: they become strings.
     *
     * @param document names and values
     * @param artifactFile the file's path among the run's artifacts
     */
    public void logDict(Map<String, ?> document, String artifactFile) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logBytes(Documents.bytes(document, artifactFile), artifactFile);
    }

    /**
     * Logs a table that MLflow shows and reads back ({@code mlflow.load_table}). When there is a table of that name, the rows are
     * appended to it and missing values are null; two that append at the same time may lose rows. A column may hold images
     * ({@link BufferedImage}).
     *
     * @param columns column names to values, all columns of one length; NaN and infinities become null, as in pandas
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .json}
     * @throws IllegalArgumentException if there is no column, lengths differ, or the name is not one MLflow takes
     */
    public void logTable(Map<String, ? extends List<?>> columns, String artifactFile) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen.run();
        tables.log(columns, artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure its bytes, in the format that the file's name says: PNG, JPEG, GIF, PDF or another
     * @param artifactFile the file's path among the run's artifacts
     * @throws IllegalArgumentException if the bytes are not in that format
     */
    public void logFigure(byte[] figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logBytes(Figures.checked(figure, artifactFile), artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure SVG or HTML
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .svg} or {@code .html}
     * @throws IllegalArgumentException if the file's name says something else
     */
    public void logFigure(String figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logText(Figures.checked(figure, artifactFile), artifactFile);
    }

    /**
     * Sends a figure as a file.
     *
     * @param figure the figure
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .png} or another format of the JVM
     * @throws IllegalArgumentException if the JVM cannot write the format
     */
    public void logFigure(BufferedImage figure, String artifactFile) {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(artifactFile, "artifactFile");
        logImage(figure, artifactFile);
    }

    /**
     * Sends an image as a file.
     *
     * @param image the image
     * @param artifactFile the file's path among the run's artifacts, ending in {@code .png} or another format of the JVM
     * @throws IllegalArgumentException if the JVM cannot write the format
     */
    public void logImage(BufferedImage image, String artifactFile) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(artifactFile, "artifactFile");
        ensureOpen.run();
        images().log(image, artifactFile);
    }

    /**
     * Logs an image of a series, made now, which MLflow shows beside those of other steps. It is sent as PNG, with a copy beside it
     * whose longer side has 256 pixels, in lossless WebP.
     *
     * @param image the image
     * @param key the name of the series: letters from a to z, digits, '_', '-', '.', ' ' and '/'
     * @param step the step it belongs to, 0 or more
     */
    public void logImage(BufferedImage image, String key, long step) {
        logImage(image, key, step, System.currentTimeMillis());
    }

    /**
     * Logs an image of a series, as {@link #logImage(BufferedImage, String, long)} does.
     *
     * @param image the image
     * @param key the name of the series: letters from a to z, digits, '_', '-', '.', ' ' and '/'
     * @param step the step it belongs to, 0 or more
     * @param timestampMillis when it was made, in milliseconds since 1970
     */
    public void logImage(BufferedImage image, String key, long step, long timestampMillis) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(key, "key");
        ensureOpen.run();
        images().log(key, image, step, timestampMillis);
    }

    /**
     * What is among the run's artifacts, in one directory.
     *
     * @param directory the directory; empty for the top
     * @return its files and directories; empty when there is no such directory
     */
    public List<Artifact> list(String directory) {
        Objects.requireNonNull(directory, "directory");
        return shown(files.list(directory));
    }

    /**
     * Fetches a file, or a directory with all beneath it, several files at a time. Files that this system cannot hold under their names
     * are left out; when all others are there, the call fails and names them.
     *
     * @param path the path among the run's artifacts; empty for all
     * @param into a local directory, which is made when it is missing; files of the same names are replaced
     * @return where the file or directory is now: {@code path} beneath {@code into}
     * @throws io.github.modelkeel.client.ResourceNotFoundException if there is no such artifact
     * @throws io.github.modelkeel.client.ClientException with the code {@code UNSAFE_PATH} if this system cannot hold some of the files
     */
    public Path download(String path, Path into) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(into, "into");
        return files.download(path, into);
    }

    static List<Artifact> shown(List<ArtifactStore.Entry> entries) {
        return entries.stream()
                .map(entry -> new Artifact(entry.path(), entry.directory(), entry.size()))
                .toList();
    }

    /**
     * A file or directory among a run's artifacts.
     *
     * @param path its path among the run's artifacts
     * @param directory whether it is a directory
     * @param size its size in bytes, 0 for a directory
     */
    public record Artifact(String path, boolean directory, long size) {}
}
