/** For the quickstart: a partner's service, reached by HTTP, that knows nothing of Flamingock. */
@NullMarked
package io.flamingock.examples.quickstart.postoffice;

import org.jspecify.annotations.NullMarked;
