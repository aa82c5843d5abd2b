package io.github.modelkeel.validation.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.modelkeel.drift.json.JsonNumber;
import io.github.modelkeel.drift.json.JsonText;
import io.github.modelkeel.validation.check.CheckResult;
import io.github.modelkeel.validation.check.CheckResult.State;
import io.github.modelkeel.validation.rule.RuleTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report, or a tree, as JSON; the names are part of the format. */
public final class JsonReport {
    static final String FORMAT = "modelkeel-validation-report";

    /** Rises when a member is renamed, removed or changes its meaning. */
    static final int FORMAT_VERSION = 1;

    private JsonReport() {}

    public static String write(ReportData data) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.object();
        json.value("format", FORMAT);
        json.value("format_version", FORMAT_VERSION);
        json.value("state", ReportData.name(data.state()));
        json.value("rows", data.rows());
        json.value("passed", data.count(State.PASSED));
        json.value("failed", data.count(State.FAILED));
        json.value("undecided", data.count(State.UNDECIDED));
        json.array("results");
        data.results().forEach(each -> result(json, each));
        json.end();
        member(json, "skipped", data.skipped());
        json.end();
        return JsonText.of(json);
    }

    /** A tree of maps, lists, texts, numbers and booleans. */
    public static String write(Map<String, Object> tree) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.object();
        tree.forEach((name, value) -> member(json, name, value));
        json.end();
        return JsonText.of(json);
    }

    private static void result(JsonStringWriter json, CheckResult result) {
        json.object();
        json.value("state", ReportData.name(result.state()));
        member(json, "expectation", RuleTree.write(result.rule()));
        member(json, "observed", result.observed());
        json.value("judged", result.judged());
        json.value("missing", result.missing());
        json.value("unexpected", result.unexpected());
        member(json, "examples", result.examples());
        json.value("sentence", result.sentence());
        json.end();
    }

    private static void member(JsonStringWriter json, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.object(name);
            map.forEach((key, each) -> member(json, String.valueOf(key), each));
            json.end();
        } else if (value instanceof List<?> list) {
            json.array(name);
            list.forEach(each -> item(json, each));
            json.end();
        } else if (value instanceof Double number) {
            JsonNumber.write(json, name, number);
        } else {
            json.value(name, value);
        }
    }

    private static void item(JsonStringWriter json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.object();
            map.forEach((key, each) -> member(json, String.valueOf(key), each));
            json.end();
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.value(JsonNumber.shortest(number));
        } else {
            json.value(value);
        }
    }
}
