/** What other packages may use of the command: the layout of a home. */
export { agentPlacesOf, homeOf, type Home, type Surroundings } from './home.ts';
