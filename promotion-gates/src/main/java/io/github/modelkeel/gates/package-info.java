/** Gates of a promotion: read from a file, or asked of a policy of Open Policy Agent. */
@NullMarked
package io.github.modelkeel.gates;

import org.jspecify.annotations.NullMarked;
