/** What a webhook's request says beside its body, its authentication code, and the deliveries that were seen. */
@NullMarked
package io.github.modelkeel.registry.webhook;

import org.jspecify.annotations.NullMarked;
