package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.python.node.Located;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of scikit-learn that saved an estimator. Some attributes of one name mean something else in another version.
 *
 * @param major the first number
 * @param minor the second number
 */
public record Version(int major, int minor) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");
    private static final int OLDEST = 3;

    /** The version in an estimator's state. */
    public static Version of(Located estimator) {
        Optional<Located> text = estimator.find("_sklearn_version");
        if (text.isEmpty()) {
            throw estimator.refusal(
                    "attribute '_sklearn_version' is missing: it is not a complete scikit-learn estimator");
        }
        Matcher matcher = TEXT.matcher(text.get().text());
        if (!matcher.matches()) {
            throw text.get().refusal("it is not a version of scikit-learn");
        }
        Version version = new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        if (version.isBefore(OLDEST)) {
            throw estimator.refusal("it was saved by scikit-learn " + version.major + "." + version.minor
                    + "; 1.3 and later are supported, and those cannot load it: train it again with one of them, or export it"
                    + " to ONNX where it was trained and log that with mlflow.onnx");
        }
        return version;
    }

    /** Whether it is older than 1.minor. */
    public boolean isBefore(int otherMinor) {
        return major < 1 || (major == 1 && minor < otherMinor);
    }
}
