// SPDX-License-Identifier: EUPL-1.2
// What scripts add to pages that work without them. htmx swaps parts of a page where the server's
// HTML asks for it; the modules below each look for their own data-attribute and do nothing else.
import 'htmx.org';
import { focusWatch } from './focus';
import { keysWatch } from './keys';
import { onceWatch } from './once';
import { draftWatch } from './draft';

draftWatch(document); // before once: a form that waits for its draft is not yet sent
onceWatch(document);
keysWatch(document);
focusWatch(document);
document.documentElement.dataset['ready'] = 'yes';
