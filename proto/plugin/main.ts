// What `buf generate` starts: reads the request on stdin, answers on stdout.
import { runNodeJs } from '@bufbuild/protoplugin';
import { plugin } from './plugin.ts';

runNodeJs(plugin);
