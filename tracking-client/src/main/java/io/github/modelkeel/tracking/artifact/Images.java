package io.github.modelkeel.tracking.artifact;

import io.github.modelkeel.client.internal.ArtifactNames;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Images among a run's artifacts, under the names by which MLflow's pages find them. */
public final class Images {
    private static final String TAG = "mlflow.loggedImages";
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_\\-./ ]+");
    private static final int THUMBNAIL = 256;

    private final ArtifactRun data;
    private final RunArtifacts artifacts;

    public Images(ArtifactRun data, RunArtifacts artifacts) {
        this.data = data;
        this.artifacts = artifacts;
    }

    /** One image, in the format that the file's name ends with. */
    public void log(BufferedImage image, String file) {
        ArtifactNames.sendable(file);
        String format = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        artifacts.bytes(encoded(image, format, file), file);
    }

    /** One of a series, with a small copy beside it, as MLflow's {@code log_image(key, step, timestamp)} names them. */
    public void log(String key, BufferedImage image, long step, long timestampMillis) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "an image's key must be letters from a to z, digits, '_', '-', '.', ' ' and '/': '" + key + "'");
        }
        if (step < 0 || timestampMillis < 0) {
            throw new IllegalArgumentException("the step and the time of an image must not be negative: step " + step
                    + ", time " + timestampMillis);
        }
        String name = "images/" + key.replace('/', '~') + "+step+" + step + "+timestamp+" + timestampMillis + "+"
                + UUID.randomUUID();
        artifacts.bytes(encoded(image, "png", name + ".png"), name + ".png");
        artifacts.bytes(WebpImage.bytes(thumbnail(image)), name + "+compressed.webp");
        data.tag(TAG, "True");
    }

    /** A table's column; if it is of images they are sent, and the column says where they are. */
    List<?> inTable(String column, List<?> values, String tableFile) {
        long images = values.stream().filter(BufferedImage.class::isInstance).count();
        if (images == 0) {
            return values;
        }
        if (images < values.size()) {
            throw new IllegalArgumentException(
                    "a column must hold images only or none, but '" + column + "' holds " + images);
        }
        String table = tableFile.substring(0, tableFile.lastIndexOf('.'));
        List<Object> places = new ArrayList<>();
        for (Object value : values) {
            BufferedImage image = (BufferedImage) value;
            String name = "table_images/" + table + "/" + UUID.randomUUID();
            artifacts.bytes(encoded(image, "png", name), name + ".png");
            artifacts.bytes(WebpImage.bytes(thumbnail(image)), name + ".webp");
            Map<String, String> place = new LinkedHashMap<>();
            place.put("type", "image");
            place.put("filepath", name + ".png");
            place.put("compressed_filepath", name + ".webp");
            places.add(place);
        }
        return places;
    }

    private static byte[] encoded(BufferedImage image, String format, String file) {
        if (format.equals("webp") && Math.max(image.getWidth(), image.getHeight()) <= WebpImage.MAX_SIDE) {
            return WebpImage.bytes(image);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(
                        "this JVM cannot write such an image as '" + format + "': '" + file + "'; .png always works");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the image '" + file + "': " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** The image with its longer side as MLflow's small copies have it. */
    static BufferedImage thumbnail(BufferedImage image) {
        int longer = Math.max(image.getWidth(), image.getHeight());
        int width = Math.max(1, (int) ((long) image.getWidth() * THUMBNAIL / longer));
        int height = Math.max(1, (int) ((long) image.getHeight() * THUMBNAIL / longer));
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage small = new BufferedImage(width, height, type);
        Graphics2D graphics = small.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return small;
    }
}
