package io.github.modelkeel.tracking;

import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes YAML that readers of YAML 1.1, such as Python's, understand as readers of YAML 1.2 do. */
final class Yaml {
    private Yaml() {}

    static String text(Object tree) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        return new Dump(settings, new CarefulRepresenter(settings)).dumpToString(tree);
    }

    /** Quotes text that an old reader would take for a date, a number or a boolean, and gives exponents the sign that it needs. */
    private static final class CarefulRepresenter extends StandardRepresenter {
        private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
        private static final Pattern KEYWORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

        CarefulRepresenter(DumpSettings settings) {
            super(settings);
            representers.put(String.class, value -> represent((String) value));
            representers.put(Double.class, value -> represent((Double) value));
        }

        private Node represent(String text) {
            boolean plain =
                    WORD.matcher(text).matches() && !KEYWORD.matcher(text).matches();
            return representScalar(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED);
        }

        private Node represent(Double number) {
            String text;
            if (number.isNaN()) {
                text = ".nan";
            } else if (number.isInfinite()) {
                text = number > 0 ? ".inf" : "-.inf";
            } else {
                String plain = number.toString().toLowerCase(Locale.ROOT);
                text = plain.contains("e-") ? plain : plain.replace("e", "e+");
            }
            return representScalar(Tag.FLOAT, text, ScalarStyle.PLAIN);
        }
    }
}
