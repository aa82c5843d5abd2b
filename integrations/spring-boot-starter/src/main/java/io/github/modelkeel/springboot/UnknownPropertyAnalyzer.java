package io.github.modelkeel.springboot;

import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Says which property stops the start, without its value, which may be a password with a typing error in its name. Spring's own comes after it. */
@Order(0)
final class UnknownPropertyAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, UnboundConfigurationPropertiesException cause) {
        if (!cause.getUnboundProperties().stream().allMatch(UnknownPropertyAnalyzer::isOurs)) {
            return null;
        }
        return new FailureAnalysis(
                cause.getUnboundProperties().stream()
                        .map(UnknownPropertyAnalyzer::described)
                        .collect(Collectors.joining(System.lineSeparator())),
                "Correct the name; a model's name with a dot is written modelkeel.models[a.b].uri.",
                cause);
    }

    private static boolean isOurs(ConfigurationProperty property) {
        return property.getName().toString().startsWith(ModelkeelProperties.PREFIX + ".");
    }

    private static String described(ConfigurationProperty property) {
        String what = Objects.toString(property.getValue(), "").isBlank()
                ? " is empty: give it a value, or leave it out"
                : " is not a property";
        return property.getName() + what + " (" + property.getOrigin() + ")";
    }
}
